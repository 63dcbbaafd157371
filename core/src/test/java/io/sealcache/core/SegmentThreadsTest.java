package io.sealcache.internal.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SegmentThreadsTest {
  private static final int MANY = 1000;

  private final ForkJoinPool pool = new ForkJoinPool(4);
  private final CountDownLatch release = new CountDownLatch(1);

  @AfterEach
  void close() {
    release.countDown();
    pool.shutdown();
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "2, 1", "3, 2", "5, 4", "100, 4"})
  void others_areAsManyAsTheLimitAndThePoolAllow(int limit, int others) {
    assertThat(new SegmentThreads(limit, 4, pool).othersFor(MANY)).isEqualTo(others);
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "7, 0", "8, 1", "11, 1", "12, 2", "20, 4", "400, 4"})
  void others_haveAsManySegmentsEachAsAreWorthIt(int segments, int others) {
    assertThat(new SegmentThreads(100, 4, pool).othersFor(segments)).isEqualTo(others);
  }

  @ParameterizedTest
  @CsvSource({"1, 3", "3, 1", "4, 0"})
  void others_areThoseWhoHaveNothingToDo(int busy, int others) {
    Workers.occupy(pool, busy, release);

    assertThat(new SegmentThreads(100, 4, pool).othersFor(MANY)).isEqualTo(others);
  }

  @Test
  void others_areNoneWhereAnythingWaits() {
    ForkJoinPool without = new ForkJoinPool(4, of -> null, null, false);
    assertThat(new SegmentThreads(100, 4, without).othersFor(MANY)).isEqualTo(4);

    without.execute(() -> {});

    assertThat(new SegmentThreads(100, 4, without).othersFor(MANY)).isZero();
  }

  @Test
  void others_areNoneWhereATaskOfThePoolHasForked() {
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
          Workers.await(release);
        });
    Workers.await(forked);

    assertThat(single.getQueuedTaskCount()).isEqualTo(1);
    assertThat(new SegmentThreads(100, 4, single).othersFor(MANY)).isZero();
    release.countDown();
    single.shutdown();
  }

  @Test
  void others_areNoneForAThreadOfThePool() throws Exception {
    SegmentThreads threads = new SegmentThreads(100, 4, pool);

    assertThat(pool.submit(() -> threads.othersFor(MANY)).get()).isZero();
  }

  @Test
  void othersOfAnotherPool_mayBeAsked() throws Exception {
    ForkJoinPool another = new ForkJoinPool(1);

    assertThat(another.submit(() -> new SegmentThreads(100, 4, pool).othersFor(MANY)).get())
        .isEqualTo(4);
    another.shutdown();
  }

  @Test
  void callers_areThoseOfTheCommonPool() {
    assertThat(SegmentThreads.atMost(3).pool()).isSameAs(ForkJoinPool.commonPool());
    assertThat(SegmentThreads.OF_CALLER.othersFor(MANY)).isZero();
    assertThat(SegmentThreads.atMost(3).othersFor(31)).isZero();
  }
}
