package io.sealcache.internal.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SampledTimeTest {
  private static final int CALLS = 1000 * SampledTime.EVERY;

  private final SampledTime time = new SampledTime();

  /** By chance: ten standard deviations are allowed. */
  @Test
  void end_isCountedForOneOperationInSixtyFour() {
    for (int i = 0; i < CALLS; i++) {
      time.end(time.begin());
    }

    assertThat(time.count()).isBetween(680L, 1320L);
    assertThat(time.nanos()).isPositive();
  }

  @Test
  void nanos_areOfWhatWasTimed() throws InterruptedException {
    long begun = time.begin();
    while (time.count() == 0) {
      Thread.sleep(1);
      time.end(begun);
      begun = time.begin();
    }

    assertThat(time.count()).isEqualTo(1);
    assertThat(time.nanos()).isGreaterThan(900_000);
  }

  @Test
  void operationThatDoesNotEnd_isNotCounted() {
    for (int i = 0; i < CALLS; i++) {
      time.begin();
    }

    assertThat(time.count()).isZero();
    assertThat(time.nanos()).isZero();
  }
}
