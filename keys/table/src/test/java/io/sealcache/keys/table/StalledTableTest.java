package io.sealcache.keys.table;

import static org.assertj.core.api.Assertions.assertThat;

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

  @Test
  void lookThatHangs_keepsNoKeysFromBeingConfirmed() throws InterruptedException {
    MemoryKeyTable table = new MemoryKeyTable();
    ServiceKey key = new ServiceKey(1);
    CountDownLatch hanging = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    KeyTableOptions options =
        new KeyTableOptions(Duration.ofMillis(400), 100, null, TIMES, AuditNames.HASHED, "");
    try (TableKeySource source = TableKeySource.open(table, key, options)) {
      source.keyring("a");
      table.whenLookedAt =
          () -> {
            hanging.countDown();
            try {
              end.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          };
      hanging.await();
      int before = key.unwraps.get();

      TimeUnit.NANOSECONDS.sleep(TIMES.grace().plusMillis(500).toNanos());

      assertThat(source.keyring("a")).isNotNull();
      assertThat(key.unwraps.get()).isGreaterThan(before);
      end.countDown();
    }
  }
}
