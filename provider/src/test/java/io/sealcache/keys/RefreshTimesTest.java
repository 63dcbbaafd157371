package io.sealcache.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RefreshTimesTest {
  private static final RefreshTimes TIMES = RefreshTimes.standard();

  @Test
  void standard_isWhatItsDocumentationSays() {
    assertThat(TIMES)
        .isEqualTo(
            new RefreshTimes(
                Duration.parse("PT5M"),
                Duration.parse("PT1H"),
                Duration.parse("PT10S"),
                Duration.parse("PT1S"),
                Duration.parse("PT1M")));
  }

  @Test
  void durations_areInRange() {
    Duration hour = Duration.ofHours(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TIMES.with(Duration.ZERO, hour))
        .withMessageContainingAll("refreshAfter", "PT0S", "positive");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TIMES.with(hour, Duration.ofDays(366)))
        .withMessageContaining("grace");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TIMES.withLoadWait(hour.negated()))
        .withMessageContaining("loadWait");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TIMES.withRetries(Duration.ZERO, hour))
        .withMessageContaining("firstRetry");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TIMES.withRetries(hour, Duration.ofSeconds(Long.MAX_VALUE)))
        .withMessageContaining("longestRetry");
  }

  @Test
  void durations_areInOrder() {
    Duration hour = Duration.ofHours(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TIMES.with(hour, hour))
        .withMessageContainingAll("grace", "longer than refreshAfter", "PT1H");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TIMES.withRetries(hour, hour.minusNanos(1)))
        .withMessageContainingAll("longestRetry", "firstRetry");
  }

  @Test
  void durations_mayBeAsShortAndAsLongAsSaid() {
    Duration year = Duration.ofDays(365);
    Duration nano = Duration.ofNanos(1);

    assertThat(TIMES.with(year.minus(nano), year).grace()).isEqualTo(year);
    assertThat(TIMES.withRetries(nano, nano).longestRetry()).isEqualTo(nano);
    assertThatIllegalArgumentException().isThrownBy(() -> TIMES.withLoadWait(year.plus(nano)));
  }

  @Test
  void nextRefresh_isUpToATenthSooner() {
    assertThat(TIMES.nextRefresh(0)).isEqualTo(Duration.ofMinutes(5));
    assertThat(TIMES.nextRefresh(1)).isEqualTo(Duration.ofSeconds(270));
  }

  @Test
  void nextRetry_doublesToTheLongestAndStaysThere() {
    assertThat(TIMES.nextRetry(1, 0)).isEqualTo(Duration.ofSeconds(1));
    assertThat(TIMES.nextRetry(4, 0)).isEqualTo(Duration.ofSeconds(8));
    assertThat(TIMES.nextRetry(4, 1)).isEqualTo(Duration.ofSeconds(4));
    assertThat(TIMES.nextRetry(7, 0)).isEqualTo(Duration.ofMinutes(1));
    assertThat(TIMES.nextRetry(Integer.MAX_VALUE, 0)).isEqualTo(Duration.ofMinutes(1));
  }
}
