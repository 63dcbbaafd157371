package io.sealcache.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import io.sealcache.fixture.CapturedLog;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With threads as they are. Nothing here is right or wrong by how long it takes. */
@Timeout(60)
class RefreshingKeySourceThreadsTest {
  private static final RefreshTimes SOON =
      new RefreshTimes(Duration.ofMillis(1), Duration.ofHours(1));

  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger loads = new AtomicInteger();
  private final CountDownLatch answer = new CountDownLatch(1);
  private final CountDownLatch begun = new CountDownLatch(1);

  @AfterEach
  void end() {
    answer.countDown();
  }

  @Test
  void keyring_isAtHandWhileItIsLoadedAgain() throws Exception {
    Callable<Keyring> slowAgain = () -> loads.get() == 0 ? load() : loadOnAnswer();
    try (var keys = RefreshingKeySource.of("kms", slowAgain, SOON)) {
      Keyring first = keys.keyring(null);
      begun.await();

      assertThat(keys.keyring(null)).isSameAs(first);
      assertThat(answer.getCount()).isEqualTo(1);
    }
  }

  @Test
  void interruptOfTheFirstLoad_failsItAndStays() {
    Thread.currentThread().interrupt();

    assertThatIllegalStateException()
        .isThrownBy(() -> RefreshingKeySource.of("kms", this::loadOnAnswer, SOON))
        .withCauseInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void close_doesNotWaitForALoadInCourseAndItsKeysAreWiped() throws Exception {
    Keyring late = keyring();
    Callable<Keyring> deaf =
        () -> {
          if (loads.get() == 0) {
            return load();
          }
          begun.countDown();
          while (answer.getCount() > 0) {
            Thread.onSpinWait(); // as a library that swallows interrupts
          }
          return late;
        };
    var keys = RefreshingKeySource.of("kms", deaf, SOON);
    keys.keyring(null);
    begun.await();
    keys.close();

    assertThatThrownBy(() -> keys.keyring(null)).hasMessageContaining("closed");
    answer.countDown();
    while (!late.current().isDestroyed()) {
      Thread.sleep(1);
    }
  }

  @Test
  void close_interruptsALoadInCourse() throws Exception {
    var interrupted = new CountDownLatch(1);
    Callable<Keyring> waiting =
        () -> {
          try {
            return loads.get() == 0 ? load() : loadOnAnswer();
          } catch (InterruptedException e) {
            interrupted.countDown();
            throw e;
          }
        };
    var keys = RefreshingKeySource.of("kms", waiting, SOON);
    keys.keyring(null);
    begun.await();
    keys.close();

    assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void loadByTime_runsOnADaemonThread() {
    var again = new CompletableFuture<Thread>();
    Callable<Keyring> telling =
        () -> {
          if (loads.get() > 0) {
            again.complete(Thread.currentThread());
          }
          return load();
        };
    try (var keys = RefreshingKeySource.of("kms", telling, SOON)) {
      keys.keyring(null);

      assertThat(again.join().isDaemon()).isTrue();
      assertThat(again.join().getName()).isEqualTo("sealcache-keys");
    }
  }

  private Keyring loadOnAnswer() throws InterruptedException {
    asked.incrementAndGet();
    begun.countDown();
    answer.await();
    return load();
  }

  private Keyring load() {
    loads.incrementAndGet();
    return keyring();
  }

  private static Keyring keyring() {
    return new Keyring(
        MasterKey.of(FixedKey.secret(2)), List.of(), MasterKey.of(FixedKey.secret(1)));
  }

  @Test
  void loadThatNeverEnds_isToldOnceOperationsFail() throws Exception {
    Callable<Keyring> hanging =
        () -> {
          if (asked.getAndIncrement() > 0) {
            answer.await();
          }
          return new Keyring(MasterKey.generate(), List.of(), null);
        };
    RefreshTimes times = new RefreshTimes(Duration.ofMillis(100), Duration.ofMillis(500));
    try (var keys = RefreshingKeySource.of("kms", hanging, times)) {
      Keyring first = keys.keyring(null);
      TimeUnit.NANOSECONDS.sleep(times.grace().plusMillis(500).toNanos());

      List<String> log =
          CapturedLog.of(
              "io.sealcache.keys",
              () -> {
                for (int i = 0; i < 3; i++) {
                  assertThatThrownBy(() -> keys.keyring(null))
                      .hasRootCauseInstanceOf(TimeoutException.class);
                }
              });
      assertThat(log).singleElement().asString().contains("cache operations fail");
      assertThat(first.current().isDestroyed()).isFalse();
      assertThat(keys.history().get("keys-not-loaded")).isPositive();
    }
  }
}
