package io.sealcache.internal.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplingTest {
  private final Sampling sampling = new Sampling();

  private long chosenOf(int operations) {
    return IntStream.range(0, operations).filter(operation -> sampling.isNext()).count();
  }

  /** By chance: ten standard deviations are allowed. */
  @Test
  void isNext_choosesTheFirstOnesAndOneInSixtyFourOfTheOthers() {
    assertThat(chosenOf(Sampling.FIRST)).isEqualTo(Sampling.FIRST);
    assertThat(chosenOf(1_000 * Sampling.EVERY)).isBetween(680L, 1_320L);
  }

  @Test
  void restart_choosesTheFirstOnesAgain() {
    chosenOf(2 * Sampling.FIRST);

    sampling.restart();

    assertThat(chosenOf(Sampling.FIRST)).isEqualTo(Sampling.FIRST);
  }
}
