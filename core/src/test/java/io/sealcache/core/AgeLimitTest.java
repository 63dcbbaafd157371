package io.sealcache.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AgeLimitTest {
  private static final long WRITTEN = 1_700_000_000_000L;

  private final AgeLimit minute = new AgeLimit(Duration.ofMinutes(1));

  @Test
  void isExceeded_allowsFiveSecondsForClocksThatDisagree() {
    assertThat(minute.isExceeded(WRITTEN, WRITTEN + 65_000)).isFalse();
    assertThat(minute.isExceeded(WRITTEN, WRITTEN + 65_001)).isTrue();
  }

  @Test
  void isExceeded_isNotByAWriteTimeInTheFuture() {
    assertThat(minute.isExceeded(WRITTEN, WRITTEN - 86_400_000)).isFalse();
    assertThat(new AgeLimit(Duration.ofMillis(1)).isExceeded(Long.MAX_VALUE >> 16, 0)).isFalse();
  }

  @Test
  void isFromTheFuture_allowsFiveSecondsForClocksThatDisagree() {
    assertThat(minute.isFromTheFuture(WRITTEN, WRITTEN)).isFalse();
    assertThat(minute.isFromTheFuture(WRITTEN + 5_000, WRITTEN)).isFalse();
    assertThat(minute.isFromTheFuture(WRITTEN + 5_001, WRITTEN)).isTrue();
    assertThat(minute.isFromTheFuture(Long.MAX_VALUE >> 16, 0)).isTrue();
  }

  @Test
  void isFromTheFuture_withoutALimit_isNothing() {
    assertThat(AgeLimit.NONE.isFromTheFuture(Long.MAX_VALUE >> 16, 0)).isFalse();
  }

  @Test
  void isExceeded_none_isForEver() {
    assertThat(AgeLimit.NONE.isExceeded(0, Long.MAX_VALUE)).isFalse();
  }

  @Test
  void isExceeded_takesLimitsLongerThanALongOfMillis() {
    assertThat(new AgeLimit(Duration.ofSeconds(Long.MAX_VALUE)).isExceeded(0, Long.MAX_VALUE))
        .isFalse();
  }
}
