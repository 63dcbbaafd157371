package io.sealcache.benchmarks.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RatioRowsTest {
  @Test
  void rows_areThoseOfTheBaseline_andCanBeRun() throws Exception {
    Baseline baseline = Baseline.read(Path.of(""), 17).orElseThrow();

    try (RatioRows rows = new RatioRows()) {
      assertThat(rows.all())
          .allSatisfy(row -> assertThat(row.base().call()).isNotNull())
          .allSatisfy(row -> assertThat(row.sealed().call()).isNotNull())
          .extracting(Ratio::name)
          .containsExactlyInAnyOrderElementsOf(baseline.rows().keySet());
    }
    assertThat(baseline.rows().values()).noneMatch(BaselineRow::isNoisy);
  }

  @Test
  void rowWhoseOperationFails_saysWhich() {
    Ratio row =
        new Ratio(
            "hit",
            1,
            () -> "base",
            () -> {
              throw new Exception("broken");
            });

    assertThatIllegalStateException().isThrownBy(() -> row.measure(2)).withMessage("Row hit");
  }
}
