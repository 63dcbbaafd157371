package io.sealcache.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads come early, late or never: nothing is done twice, left undone, or done after the end. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SegmentCrewRaceTest {
  private static final int ROUNDS = 20_000;

  private final ExecutorService executor = Executors.newFixedThreadPool(3);
  private final Random random = new Random(1);
  private final AtomicInteger atWork = new AtomicInteger();

  @AfterEach
  void close() {
    executor.shutdownNow();
  }

  @Test
  void segments_areEachDoneOnceAndNobodyIsAtWorkAtTheEnd() {
    for (int round = 0; round < ROUNDS; round++) {
      int first = random.nextInt(3);
      int segments = first + 1 + random.nextInt(8);
      AtomicIntegerArray done = new AtomicIntegerArray(segments);
      SegmentCrew crew = new SegmentCrew(first, segments);
      Runnable work =
          () -> {
            atWork.incrementAndGet();
            for (int i = crew.take(); i >= 0; i = crew.take()) {
              done.incrementAndGet(i);
              crew.done();
            }
            atWork.decrementAndGet();
          };

      crew.work(work, work, random.nextInt(6), executor);

      assertThat(atWork).hasValue(0);
      assertThat(crew.isDone()).isTrue();
      for (int i = 0; i < segments; i++) {
        assertThat(done.get(i)).isEqualTo(i < first ? 0 : 1);
      }
    }
  }

  @Test
  void crewThatIsStopped_isNeverDone() {
    for (int round = 0; round < ROUNDS; round++) {
      int segments = 2 + random.nextInt(8);
      int forged = random.nextInt(segments);
      SegmentCrew crew = new SegmentCrew(0, segments);
      Runnable work =
          () -> {
            atWork.incrementAndGet();
            for (int i = crew.take(); i >= 0; i = crew.take()) {
              if (i == forged) {
                crew.stop();
                break;
              }
              crew.done();
            }
            atWork.decrementAndGet();
          };

      crew.work(work, work, random.nextInt(6), executor);

      assertThat(atWork).hasValue(0);
      assertThat(crew.isDone()).isFalse();
      assertThat(crew.take()).isEqualTo(-1);
    }
  }

  @Test
  void failure_whoeverHasIt_isTheCallersWhenNobodyIsAtWork() {
    IllegalStateException failure = new IllegalStateException("injected");
    for (int round = 0; round < ROUNDS; round++) {
      int segments = 1 + random.nextInt(8);
      int failing = random.nextInt(segments);
      SegmentCrew crew = new SegmentCrew(0, segments);
      Runnable work =
          () -> {
            atWork.incrementAndGet();
            try {
              for (int i = crew.take(); i >= 0; i = crew.take()) {
                if (i == failing) {
                  throw failure;
                }
                crew.done();
              }
            } finally {
              atWork.decrementAndGet();
            }
          };

      assertThatThrownBy(() -> crew.work(work, work, 2, executor)).isSameAs(failure);
      assertThat(atWork).hasValue(0);
      assertThat(crew.isDone()).isFalse();
    }
  }
}
