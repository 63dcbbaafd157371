package io.sealcache.benchmarks.cold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.junit.jupiter.api.Test;

class ColdStartTest {
  @Test
  void firstOperations_areTimedAtEachMark() throws Exception {
    long[] micros = ColdJvm.run(List.of(), FirstOperations.class, "CAFFEINE", "true");

    assertThat(micros).hasSameSizeAs(FirstOperations.MARKS).isSorted();
    assertThat(micros[0]).isPositive();
  }

  @Test
  void jvmThatFails_isNoFigure() {
    assertThatIllegalStateException()
        .isThrownBy(() -> ColdJvm.run(List.of(), FirstOperations.class, "OTHER", "true"))
        .withMessageContaining("Ended with 1");
  }
}
