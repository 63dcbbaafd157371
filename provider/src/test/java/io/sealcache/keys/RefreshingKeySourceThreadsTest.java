package io.sealcache.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With threads as they are. Nothing here is right or wrong by how long it takes. */
@Timeout(60)
class RefreshingKeySourceThreadsTest {
  private static final int CALLERS = 64;
  private static final RefreshTimes TIMES =
      RefreshTimes.standard().withLoadWait(Duration.ofMinutes(1));

  private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
  private final AtomicInteger loads = new AtomicInteger();
  private final CountDownLatch answer = new CountDownLatch(1);
  private final CountDownLatch begun = new CountDownLatch(1);

  @AfterEach
  void end() {
    answer.countDown();
    callers.shutdownNow();
  }

  @Test
  void keyring_isLoadedOnceHoweverManyThreadsMissIt() throws Exception {
    try (var keys = RefreshingKeySource.of("kms", this::loadOnAnswer, TIMES)) {
      List<Future<Keyring>> asked = all(() -> keys.keyring(null));
      awaitWaiting();
      answer.countDown();

      Keyring first = asked.get(0).get();
      for (Future<Keyring> each : asked) {
        assertThat(each.get()).isSameAs(first);
      }
      assertThat(loads).hasValue(1);
    }
  }

  @Test
  void load_thatFailsIsOneForAllThatWait() throws Exception {
    RefreshTimes late = TIMES.withRetries(Duration.ofHours(1), Duration.ofHours(1));
    KeyringLoader failing =
        () -> {
          loadOnAnswer().destroy();
          throw new IOException("answered 503");
        };
    try (var keys = RefreshingKeySource.of("kms", failing, late)) {
      List<Future<Keyring>> asked = all(() -> keys.keyring(null));
      awaitWaiting();
      answer.countDown();

      for (Future<Keyring> each : asked) {
        assertThatThrownBy(each::get)
            .isInstanceOf(ExecutionException.class)
            .hasRootCauseMessage("answered 503");
      }
      assertThat(loads).hasValue(1);
    }
  }

  @Test
  void keyring_isAtHandWhileItIsLoadedAgain() throws Exception {
    RefreshTimes soon = TIMES.with(Duration.ofMillis(1), Duration.ofHours(1));
    KeyringLoader slowAgain = () -> loads.get() == 0 ? load() : loadOnAnswer();
    try (var keys = RefreshingKeySource.of("kms", slowAgain, soon)) {
      Keyring first = keys.keyring(null);
      begun.await();

      assertThat(keys.keyring(null)).isSameAs(first);
      assertThat(answer.getCount()).isEqualTo(1);
    }
  }

  @Test
  void keyring_isNotWaitedForLongerThanSaidFromTheBeginOfTheLoad() throws Exception {
    RefreshTimes impatient = TIMES.withLoadWait(Duration.ofMillis(20));
    try (var keys = RefreshingKeySource.of("kms", this::loadOnAnswer, impatient)) {
      for (int i = 0; i < 3; i++) {
        assertThatIllegalStateException()
            .isThrownBy(() -> keys.keyring(null))
            .withMessageContainingAll("kms", "longer than PT0.02S");
      }
      answer.countDown();
      while (loads.get() == 0 || !isThere(keys)) {
        Thread.sleep(1);
      }
      assertThat(loads).hasValue(1);
    }
  }

  @Test
  void interrupt_endsTheWaitAndStays() throws Exception {
    try (var keys = RefreshingKeySource.of("kms", this::loadOnAnswer, TIMES)) {
      var stayed = new AtomicReference<Boolean>();
      Future<?> asked =
          callers.submit(
              () -> {
                Thread.currentThread().interrupt();
                assertThatIllegalStateException()
                    .isThrownBy(() -> keys.keyring(null))
                    .withMessageContaining("interrupted");
                stayed.set(Thread.interrupted());
              });
      asked.get();

      assertThat(stayed).hasValue(true);
    }
  }

  @Test
  void close_doesNotWaitForALoadInCourseAndItsKeysAreWiped() throws Exception {
    Keyring late = keyring();
    var ended = new CountDownLatch(1);
    KeyringLoader deaf =
        () -> {
          begun.countDown();
          try {
            while (answer.getCount() > 0) {
              Thread.onSpinWait(); // as a library that swallows interrupts
            }
            return late;
          } finally {
            ended.countDown();
          }
        };
    var keys = RefreshingKeySource.of("kms", deaf, TIMES);
    Future<Keyring> asked = callers.submit(() -> keys.keyring(null));
    begun.await();
    keys.close();

    assertThatThrownBy(asked::get).hasMessageContaining("closed");
    answer.countDown();
    ended.await();
    while (!late.current().isDestroyed()) {
      Thread.sleep(1);
    }
  }

  @Test
  void close_interruptsALoadInCourse() throws Exception {
    var interrupted = new CountDownLatch(1);
    KeyringLoader waiting =
        () -> {
          begun.countDown();
          try {
            return loadOnAnswer();
          } catch (InterruptedException e) {
            interrupted.countDown();
            throw e;
          }
        };
    var keys = RefreshingKeySource.of("kms", waiting, TIMES);
    Future<Keyring> asked = callers.submit(() -> keys.keyring(null));
    begun.await();
    keys.close();

    assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
    assertThatThrownBy(asked::get).hasMessageContaining("closed");
  }

  @Test
  void load_runsOnADaemonThread() {
    var thread = new AtomicReference<Thread>();
    KeyringLoader telling =
        () -> {
          thread.set(Thread.currentThread());
          return load();
        };
    try (var keys = RefreshingKeySource.of("kms", telling, TIMES)) {
      keys.keyring(null);
    }

    assertThat(thread.get().isDaemon()).isTrue();
    assertThat(thread.get().getName()).isEqualTo("sealcache-keys");
  }

  private Keyring loadOnAnswer() throws InterruptedException {
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

  private static boolean isThere(KeySource keys) {
    try {
      return keys.keyring(null) != null;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  private final List<Thread> asking = new ArrayList<>();

  private List<Future<Keyring>> all(Callable<Keyring> question) throws InterruptedException {
    var ready = new CountDownLatch(CALLERS);
    List<Future<Keyring>> asked = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      asked.add(
          callers.submit(
              () -> {
                synchronized (asking) {
                  asking.add(Thread.currentThread());
                }
                ready.countDown();
                ready.await();
                return question.call();
              }));
    }
    ready.await();
    return asked;
  }

  /** Until all who ask are waiting, so that none comes late. */
  private void awaitWaiting() throws InterruptedException {
    while (!asking.stream().allMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING)) {
      Thread.sleep(1);
    }
  }

  @Test
  void sourceOfAnApplication_loadsOnADaemonThread() {
    var loading = new CompletableFuture<Thread>();
    KeyringLoader loader =
        () -> {
          loading.complete(Thread.currentThread());
          return new Keyring(MasterKey.of(FixedKey.secret(2)), List.of(), null);
        };
    try (var keys = RefreshingKeySource.of("kms", loader, TIMES)) {
      assertThat(keys.keyring(null).current().isSameKey(MasterKey.of(FixedKey.secret(2)))).isTrue();
    }

    assertThat(loading).isCompletedWithValueMatching(Thread::isDaemon);
  }
}
