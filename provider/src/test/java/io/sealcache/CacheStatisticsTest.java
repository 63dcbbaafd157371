package io.sealcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CacheStatisticsTest {
  private long now;
  private long clockReads;
  private final CacheStatistics statistics =
      new CacheStatistics(
          true,
          () -> {
            clockReads++;
            return now;
          });

  private void take(int micros) {
    now += TimeUnit.MICROSECONDS.toNanos(micros);
  }

  @Test
  void averages_leaveOutOperationsThatCountedNothing() {
    statistics.timed(
        () -> {
          take(8);
          statistics.put(1);
        });
    statistics.timed(
        () -> {
          take(1_000);
          statistics.put(0);
        });
    statistics.timed(
        () -> {
          take(1_000);
          statistics.removal(0);
        });
    statistics.timed(
        () -> {
          take(4);
          statistics.removal(2);
        });

    assertThat(statistics.getAveragePutTime()).isEqualTo(8);
    assertThat(statistics.getAverageRemoveTime()).isEqualTo(2);
    assertThat(statistics.getAverageGetTime()).isZero();
  }

  @Test
  void averages_ofAnOperationThatReadsAndWrites_haveItsTimeEach() {
    statistics.time(
        () -> {
          take(6);
          statistics.read(true);
          statistics.put(1);
          return true;
        });

    assertThat(statistics.getAverageGetTime()).isEqualTo(6);
    assertThat(statistics.getAveragePutTime()).isEqualTo(6);
    assertThat(statistics.getAverageRemoveTime()).isZero();
  }

  @Test
  void averages_ofAnOperationInsideAnother_areApart() {
    statistics.timed(
        () -> {
          take(10);
          statistics.timed(
              () -> {
                take(5);
                statistics.put(1);
              });
          statistics.read(false);
        });

    assertThat(statistics.getAveragePutTime()).isEqualTo(5);
    assertThat(statistics.getAverageGetTime()).isEqualTo(15);
  }

  @Test
  void averages_ofManyOperations_areOfSomeOfThem_andCountsOfAll() {
    for (int i = 0; i < 12_000; i++) {
      statistics.timed(
          () -> {
            statistics.timed(
                () -> {
                  take(5);
                  statistics.removal(1);
                });
            take(2);
            statistics.read(2, 1);
          });
    }

    assertThat(statistics.getCacheGets()).isEqualTo(36_000);
    assertThat(statistics.getCacheRemovals()).isEqualTo(12_000);
    assertThat(statistics.getAverageGetTime()).isBetween(2.33f, 2.34f);
    assertThat(statistics.getAverageRemoveTime()).isBetween(4.99f, 5.01f);
    assertThat(clockReads).isBetween(2_000L, 24_000L);
  }

  @Test
  void averages_ofAnOperationThatFails_haveTheTimeOfWhatItCounted() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                statistics.timed(
                    () -> {
                      take(3);
                      statistics.put(1);
                      throw new IllegalStateException();
                    }));

    assertThat(statistics.getAveragePutTime()).isEqualTo(3);
  }

  @Test
  void percentages_areOfAllGets() {
    assertThat(statistics.getCacheHitPercentage()).isZero();
    assertThat(statistics.getCacheMissPercentage()).isZero();

    statistics.read(3, 1);

    assertThat(statistics.getCacheHitPercentage()).isEqualTo(75);
    assertThat(statistics.getCacheMissPercentage()).isEqualTo(25);
    assertThat(statistics.getCacheGets()).isEqualTo(4);
  }

  @Test
  void clear_leavesNothing() {
    statistics.timed(
        () -> {
          take(3);
          statistics.read(1, 1);
          statistics.put(1);
          statistics.removal(1);
        });

    statistics.clear();

    assertThat(statistics.getCacheGets()).isZero();
    assertThat(statistics.getCachePuts()).isZero();
    assertThat(statistics.getCacheRemovals()).isZero();
    statistics.read(1, 0);
    statistics.put(1);
    statistics.removal(1);
    assertThat(statistics.getAverageGetTime()).isZero();
    assertThat(statistics.getAveragePutTime()).isZero();
    assertThat(statistics.getAverageRemoveTime()).isZero();
  }

  private long timedOf(int operations) {
    return IntStream.range(0, operations).filter(operation -> statistics.isNextTimed()).count();
  }

  /** By chance: ten standard deviations are allowed. */
  @Test
  void averages_areOfTheFirstOperationsAndOneInSixtyFourOfTheOthers() {
    assertThat(timedOf(CacheStatistics.FIRST)).isEqualTo(CacheStatistics.FIRST);
    assertThat(timedOf(1_000 * CacheStatistics.EVERY)).isBetween(680L, 1_320L);
  }

  @Test
  void clear_timesTheFirstOperationsAgain() {
    assertThat(timedOf(2 * CacheStatistics.FIRST)).isPositive();

    statistics.clear();

    assertThat(timedOf(CacheStatistics.FIRST)).isEqualTo(CacheStatistics.FIRST);
  }
}
