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
}
