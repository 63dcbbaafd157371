package io.sealcache.benchmarks.cold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ColdStartTest {
  @ParameterizedTest
  @EnumSource(Before.class)
  void firstOperations_areTimedAtEachMark(Before before) throws Exception {
    long[] micros =
        ColdJvm.run(List.of(), FirstOperations.class, "CAFFEINE", "true", before.name());

    assertThat(micros).hasSameSizeAs(FirstOperations.MARKS).isSorted();
    assertThat(micros[0]).isPositive();
  }

  @Test
  void jvmThatFails_isNoFigure() {
    assertThatIllegalStateException()
        .isThrownBy(() -> ColdJvm.run(List.of(), FirstOperations.class, "OTHER", "true", "NOTHING"))
        .withMessageContaining("Ended with 1");
  }
}
