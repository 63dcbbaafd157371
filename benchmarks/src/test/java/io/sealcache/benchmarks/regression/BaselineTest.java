package io.sealcache.benchmarks.regression;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.benchmarks.results.Machine;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineTest {
  private static final Machine MACHINE = new Machine("CPU", 2, 1_024, "Linux 6", 1.5);

  private final Baseline baseline =
      new Baseline(
          "2026-11-28T07:55:00Z",
          "abc1234",
          MACHINE,
          "17.0.99",
          "Vendor",
          List.of("-Xbatch"),
          3,
          1,
          Map.of("hit", new BaselineRow(2, 1.9, 2.1)));
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final BaselineRuns runs = new BaselineRuns(new PrintStream(printed, true, UTF_8));

  @TempDir Path directory;

  private void add(double... ratios) throws Exception {
    Deque<Double> left = new ArrayDeque<>();
    for (double ratio : ratios) {
      left.add(ratio);
    }
    runs.add(ratios.length, names -> Map.of("hit", left.remove()));
  }

  @Test
  void rows_areTheMedianOfAllRunsWithTheirNoise() throws Exception {
    add(1.0, 0.9);
    add(1.01, 1.06, 1.02);

    assertThat(runs.rows()).isEqualTo(Map.of("hit", new BaselineRow(1.01, 0.9, 1.06)));
  }

  @Test
  void rowThatIsTooNoisy_isLeftOut() throws Exception {
    add(1.0, 1.0, 1.08);

    assertThat(runs.rows()).isEmpty();
    assertThat(printed.toString(UTF_8))
        .contains("row hit: TOO NOISY and left out; so leave it out of the program");
  }

  @Test
  void ratiosOnAnotherCpu_mayBeTwiceAsMuchWorse() {
    Machine other = new Machine("Other CPU", 2, 1_024, "Linux 6", 1.5);

    assertThat(baseline.margin(MACHINE)).isEqualTo(1.15);
    assertThat(baseline.margin(other)).isEqualTo(1.3);
    assertThat(baseline.facts(other))
        .startsWith("baseline of abc1234 on CPU, JDK 17.0.99; here Other CPU, JDK ")
        .endsWith(": ratios may be 1.30 times as high");
  }

  @Test
  void written_isRead() throws Exception {
    assertThat(Baseline.read(directory, 17)).isEmpty();
    baseline.write(directory);
    assertThat(Baseline.read(directory, 17)).contains(baseline);
    assertThat(Baseline.read(directory, 25)).isEmpty();
  }
}
