package io.sealcache.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SegmentCrewTest {
  private final ForkJoinPool pool = new ForkJoinPool(3);
  private final Set<Integer> taken = ConcurrentHashMap.newKeySet();
  private final AtomicInteger atWork = new AtomicInteger();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);
  private final SegmentCrew crew = new SegmentCrew(0, 20);

  @AfterEach
  void close() {
    release.countDown();
    pool.shutdown();
  }

  @Test
  void segments_areEachTakenOnce() {
    AtomicInteger times = new AtomicInteger();
    Workers workers = new Workers(4);
    Runnable work =
        () -> {
          workers.accept(new byte[0]);
          for (int i = crew.take(); i >= 0; i = crew.take()) {
            taken.add(i);
            times.incrementAndGet();
            crew.done();
          }
        };

    crew.work(work, work, 3, pool);

    assertThat(workers.seen()).hasSize(4).contains(Thread.currentThread());
    assertThat(taken).hasSize(20).contains(0, 19);
    assertThat(times).hasValue(20);
    assertThat(crew.isDone()).isTrue();
  }

  @Test
  void stop_leavesTheRestUndone() {
    crew.work(
        () -> {
          crew.take();
          crew.done();
          crew.stop();
          taken.add(crew.take());
        },
        () -> {},
        0,
        pool);

    assertThat(taken).containsExactly(-1);
    assertThat(crew.isDone()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void caller_waitsForWhoIsAtWork_andStaysInterruptedIfItIs(boolean interrupted) throws Exception {
    AtomicBoolean stayed = new AtomicBoolean();
    Thread caller =
        new Thread(
            () -> {
              crew.work(() -> Workers.await(begun), this::stayAtWork, 1, pool);
              taken.add(atWork.get());
              stayed.set(Thread.currentThread().isInterrupted());
            });
    caller.start();
    Workers.awaitWaiting(caller);
    if (interrupted) {
      caller.interrupt();
      Thread.sleep(50);
      Workers.awaitWaiting(caller);
    }
    assertThat(taken).isEmpty();

    release.countDown();
    caller.join();
    assertThat(taken).containsExactly(0);
    assertThat(stayed.get()).isEqualTo(interrupted);
  }

  @Test
  void caller_thatFailsWaitsAsWell() {
    IllegalStateException failure = new IllegalStateException("own");

    assertThatThrownBy(
            () ->
                crew.work(
                    () -> {
                      Workers.await(begun);
                      new Thread(this::releaseLater).start();
                      throw failure;
                    },
                    this::stayAtWork,
                    1,
                    pool))
        .isSameAs(failure);
    assertThat(atWork).hasValue(0);
    assertThat(crew.take()).isEqualTo(-1);
  }

  private void releaseLater() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    release.countDown();
  }

  @ParameterizedTest
  @ValueSource(classes = {OutOfMemoryError.class, IllegalStateException.class, Exception.class})
  void failureOfAnother_isTheCallers(Class<? extends Throwable> type) throws Exception {
    Throwable failure = type.getConstructor(String.class).newInstance("injected");

    assertThatThrownBy(
            () ->
                crew.work(
                    () -> Workers.await(begun),
                    () -> {
                      begun.countDown();
                      SegmentCrewTest.<RuntimeException>sneak(failure);
                    },
                    1,
                    pool))
        .isSameAs(failure);
    assertThat(crew.take()).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void poolThatHasOrStartsNoThread_leavesAllToTheCaller(boolean throwing) {
    AtomicInteger factoryAsked = new AtomicInteger();
    ForkJoinPool without =
        new ForkJoinPool(
            2,
            of -> {
              factoryAsked.incrementAndGet();
              if (throwing) {
                throw new OutOfMemoryError("unable to create native thread");
              }
              return null;
            },
            null,
            false);

    crew.work(this::takeAll, taken::clear, 2, without);

    assertThat(factoryAsked).hasPositiveValue();
    assertThat(taken).hasSize(20);
  }

  @Test
  void poolThatIsShutDown_leavesAllToTheCaller() {
    pool.shutdown();

    crew.work(this::takeAll, taken::clear, 2, pool);

    assertThat(taken).hasSize(20);
  }

  @Test
  void whoComesLate_touchesNothing() throws Exception {
    AtomicInteger late = new AtomicInteger();
    Workers.occupy(pool, 3, release);

    crew.work(this::takeAll, late::incrementAndGet, 2, pool);
    release.countDown();
    pool.shutdown();

    assertThat(pool.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    assertThat(late).hasValue(0);
    assertThat(taken).hasSize(20);
  }

  private void takeAll() {
    for (int i = crew.take(); i >= 0; i = crew.take()) {
      taken.add(i);
    }
  }

  private void stayAtWork() {
    atWork.incrementAndGet();
    begun.countDown();
    Workers.await(release);
    atWork.decrementAndGet();
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> void sneak(Throwable thrown) throws E {
    throw (E) thrown;
  }
}
