package io.sealcache.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RefreshTimesTest {
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void standard_isWhatItsDocumentationSays() {
    assertThat(RefreshTimes.standard()).isEqualTo(new RefreshTimes(Duration.ofMinutes(5), HOUR));
  }

  @Test
  void durations_areInRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RefreshTimes(Duration.ZERO, HOUR))
        .withMessageContainingAll("refreshAfter", "PT0S", "positive");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RefreshTimes(HOUR, Duration.ofDays(366)))
        .withMessageContaining("grace");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RefreshTimes(HOUR.negated(), HOUR))
        .withMessageContaining("refreshAfter");
  }

  @Test
  void durations_areInOrder() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RefreshTimes(HOUR, HOUR))
        .withMessageContainingAll("grace", "longer than refreshAfter", "PT1H");
  }

  @Test
  void durations_mayBeAsShortAndAsLongAsSaid() {
    Duration year = Duration.ofDays(365);
    Duration nano = Duration.ofNanos(1);

    assertThat(new RefreshTimes(nano, year).grace()).isEqualTo(year);
    assertThatIllegalArgumentException().isThrownBy(() -> new RefreshTimes(nano, year.plus(nano)));
  }

  @Test
  void nextRefresh_isUpToATenthSooner() {
    assertThat(RefreshTimes.standard().nextRefresh(0)).isEqualTo(Duration.ofMinutes(5));
    assertThat(RefreshTimes.standard().nextRefresh(1)).isEqualTo(Duration.ofSeconds(270));
  }

  @Test
  void nextRetry_doublesToAMinuteAndStaysThere() {
    RefreshTimes times = RefreshTimes.standard();

    assertThat(times.nextRetry(1, 0)).isEqualTo(Duration.ofSeconds(1));
    assertThat(times.nextRetry(4, 0)).isEqualTo(Duration.ofSeconds(8));
    assertThat(times.nextRetry(4, 1)).isEqualTo(Duration.ofSeconds(4));
    assertThat(times.nextRetry(7, 0)).isEqualTo(Duration.ofMinutes(1));
    assertThat(times.nextRetry(Integer.MAX_VALUE, 0)).isEqualTo(Duration.ofMinutes(1));
    assertThat(new RefreshTimes(Duration.ofMillis(20), HOUR).nextRetry(1, 0))
        .isEqualTo(Duration.ofMillis(20));
  }
}
