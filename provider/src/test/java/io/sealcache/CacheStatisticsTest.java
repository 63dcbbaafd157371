package io.sealcache;

import static io.sealcache.CacheStatistics.GET;
import static io.sealcache.CacheStatistics.PUT;
import static io.sealcache.CacheStatistics.REMOVAL;
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

  private boolean taking(int micros) {
    take(micros);
    return true;
  }

  @Test
  void averages_areOfCallsOfTheirKind() {
    statistics.time(GET, () -> taking(8));
    statistics.time(GET, () -> taking(2));
    statistics.time(PUT, () -> taking(7));

    assertThat(statistics.getAverageGetTime()).isEqualTo(5);
    assertThat(statistics.getAveragePutTime()).isEqualTo(7);
    assertThat(statistics.getAverageRemoveTime()).isZero();
  }

  @Test
  void averages_ofACallOfTwoKinds_haveItsTimeEach() {
    statistics.time(GET | REMOVAL, () -> taking(6));

    assertThat(statistics.getAverageGetTime()).isEqualTo(6);
    assertThat(statistics.getAveragePutTime()).isZero();
    assertThat(statistics.getAverageRemoveTime()).isEqualTo(6);
  }

  @Test
  void averages_ofManyCalls_areOfSomeOfThem() {
    for (int i = 0; i < 12_000; i++) {
      statistics.time(GET, () -> taking(5));
    }

    assertThat(statistics.getAverageGetTime()).isEqualTo(5);
    assertThat(clockReads).isBetween(2_000L, 4_000L);
  }

  @Test
  void averages_ofACallThatFails_areUntouched() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                statistics.time(
                    PUT,
                    () -> {
                      take(3);
                      throw new IllegalStateException();
                    }));

    assertThat(statistics.getAveragePutTime()).isZero();
  }

  @Test
  void whatIsOff_isNotTimed() {
    statistics.setEnabled(false);
    statistics.time(PUT, () -> taking(3));

    assertThat(clockReads).isZero();
    assertThat(statistics.getAveragePutTime()).isZero();
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
    statistics.time(GET | PUT | REMOVAL, () -> taking(3));
    statistics.read(1, 1);
    statistics.put(1);
    statistics.removal(1);

    statistics.clear();

    assertThat(statistics.getCacheGets()).isZero();
    assertThat(statistics.getCachePuts()).isZero();
    assertThat(statistics.getCacheRemovals()).isZero();
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
