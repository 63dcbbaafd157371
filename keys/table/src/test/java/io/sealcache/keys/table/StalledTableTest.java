package io.sealcache.keys.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.core.Keyring;
import io.sealcache.encryption.AuditNames;
import io.sealcache.keys.RefreshTimes;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A table one request of which is never answered. */
@Timeout(60)
class StalledTableTest {
  private static final RefreshTimes TIMES =
      new RefreshTimes(Duration.ofMillis(200), Duration.ofSeconds(2));

  private static final KeyTableOptions OPTIONS =
      new KeyTableOptions(Duration.ofMillis(400), 100, TIMES, AuditNames.HASHED, "");

  private final MemoryKeyTable table = new MemoryKeyTable();
  private final CountDownLatch hanging = new CountDownLatch(1);
  private final CountDownLatch end = new CountDownLatch(1);

  private void hang() {
    hanging.countDown();
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void requestsThatHang_keepNoForgottenKeys() throws InterruptedException {
    try (TableKeySource source = TableKeySource.open(table, new ServiceKey(1), null, OPTIONS)) {
      Keyring forgotten = source.keyring("a");
      table.whenLookedAt = this::hang;
      table.whenRead = this::hang; // of the first record too, to confirm it
      table.remove(source.recordId("a")); // as by another JVM's forget
      hanging.await();

      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (!forgotten.current().isDestroyed() && System.nanoTime() - deadline < 0) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
      assertThat(forgotten.current().isDestroyed()).isTrue();
      end.countDown();
    }
  }

  @Test
  void lookThatHangs_keepsNoKeysFromBeingConfirmed() throws InterruptedException {
    ServiceKey key = new ServiceKey(1);
    try (TableKeySource source = TableKeySource.open(table, key, null, OPTIONS)) {
      source.keyring("a");
      table.whenLookedAt = this::hang;
      hanging.await();
      int before = key.unwraps.get();

      TimeUnit.NANOSECONDS.sleep(TIMES.grace().plusMillis(500).toNanos());

      assertThat(source.keyring("a")).isNotNull();
      assertThat(key.unwraps.get()).isGreaterThan(before);
      end.countDown();
    }
  }

  @Test
  void callerThatIsInterrupted_isToldAsNoFailure() {
    try (TableKeySource source = TableKeySource.open(table, new ServiceKey(1), null, OPTIONS)) {
      table.whenRead =
          () -> {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted");
          };

      assertThatThrownBy(() -> source.keyring("new")).hasMessage("Interrupted");
      assertThat(Thread.interrupted()).isTrue();
      table.whenRead = () -> {};
      assertThat(source.history())
          .containsEntry("table-failed", 0L)
          .containsEntry("name-keys-not-loaded", 0L);
    }
  }
}
