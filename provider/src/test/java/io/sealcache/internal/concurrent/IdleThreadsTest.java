package io.sealcache.internal.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class IdleThreadsTest {
  private final ForkJoinPool pool = new ForkJoinPool(2);
  private final IdleThreads idle = new IdleThreads(pool);
  private final CountDownLatch release = new CountDownLatch(1);

  @AfterEach
  void close() {
    release.countDown();
    pool.shutdown();
  }

  @Test
  void task_isRunByAThreadOfThePool() throws InterruptedException {
    AtomicReference<@Nullable ForkJoinPool> by = new AtomicReference<>();
    CountDownLatch ran = new CountDownLatch(1);

    idle.execute(
        () -> {
          by.set(ForkJoinTask.getPool());
          ran.countDown();
        });

    assertThat(ran.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(by.get()).isSameAs(pool);
  }

  @Test
  void busyThread_leavesTheOtherOne() throws InterruptedException {
    occupy(1);
    CountDownLatch ran = new CountDownLatch(1);

    idle.execute(ran::countDown);

    assertThat(ran.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void allThreadsBusy_refuse() throws InterruptedException {
    occupy(2);

    assertRefused(idle);
  }

  @Test
  void whatWaitsForAThread_goesFirst() {
    ForkJoinPool without = new ForkJoinPool(1, of -> null, null, false);
    without.execute(() -> {});

    assertRefused(new IdleThreads(without));
  }

  @Test
  void whatATaskOfThePoolForked_goesFirst() throws InterruptedException {
    AtomicBoolean started = new AtomicBoolean();
    ForkJoinPool single =
        new ForkJoinPool(
            4,
            of ->
                started.getAndSet(true)
                    ? null
                    : ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(of),
            null,
            false);
    CountDownLatch forked = new CountDownLatch(1);
    single.execute(
        () -> {
          ForkJoinTask.adapt(() -> {}).fork();
          forked.countDown();
          await(release);
        });
    assertThat(forked.await(30, TimeUnit.SECONDS)).isTrue();

    assertRefused(new IdleThreads(single));

    release.countDown();
    single.shutdown();
  }

  @Test
  void threadOfThePool_waitsForNoOther() throws Exception {
    pool.submit(() -> assertRefused(idle)).get();
  }

  @Test
  void threadOfAnotherPool_mayAsk() throws Exception {
    CountDownLatch ran = new CountDownLatch(1);
    ForkJoinPool another = new ForkJoinPool(1);
    try {
      another.submit(() -> idle.execute(ran::countDown)).get();

      assertThat(ran.await(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      another.shutdown();
    }
  }

  private static void assertRefused(IdleThreads threads) {
    assertThatExceptionOfType(RejectedExecutionException.class)
        .isThrownBy(() -> threads.execute(() -> {}));
  }

  /** A pool starts or wakes one more that finds nothing to do: waits until that one is idle. */
  private void occupy(int threads) throws InterruptedException {
    CountDownLatch occupied = new CountDownLatch(threads);
    for (int i = 0; i < threads; i++) {
      pool.execute(
          () -> {
            occupied.countDown();
            await(release);
          });
    }
    assertThat(occupied.await(30, TimeUnit.SECONDS)).isTrue();
    while (pool.getActiveThreadCount() > threads || pool.hasQueuedSubmissions()) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
