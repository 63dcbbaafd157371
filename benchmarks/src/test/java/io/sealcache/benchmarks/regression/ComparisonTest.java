package io.sealcache.benchmarks.regression;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final Map<String, BaselineRow> BASELINE =
      Map.of("hit", new BaselineRow(2, 1.9, 2.1), "put", new BaselineRow(1, 0.99, 1.02));

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final List<Collection<String>> asked = new ArrayList<>();

  private boolean passes(List<Map<String, Double>> runs) throws Exception {
    Deque<Map<String, Double>> left = new ArrayDeque<>(runs);
    RatioSource source =
        names -> {
          asked.add(names);
          return left.remove();
        };
    return new Comparison(BASELINE, 1.15, source, new PrintStream(printed, true, UTF_8)).passes();
  }

  private List<String> lines() {
    return printed.toString(UTF_8).lines().toList();
  }

  @Test
  void ratiosWithinTheirLimits_pass() throws Exception {
    assertThat(passes(List.of(Map.of("hit", 2.3, "put", 0.5)))).isTrue();

    assertThat(lines())
        .containsExactly(
            "row hit measured 2.300 baseline 2.000 (1.900 to 2.100) fails above 2.300",
            "row put measured 0.500 baseline 1.000 (0.990 to 1.020) fails above 1.150");
    assertThat(asked).hasSize(1);
  }

  @Test
  void worseRatio_failsWithItsNameAndFigures() throws Exception {
    assertThat(passes(List.of(Map.of("hit", 2.31, "put", 1.0), Map.of("hit", 2.4)))).isFalse();

    String hit = "row hit measured 2.310 baseline 2.000 (1.900 to 2.100) fails above 2.300: WORSE";
    assertThat(lines())
        .containsExactly(
            hit + ", measured once more",
            hit,
            "row put measured 1.000 baseline 1.000 (0.990 to 1.020) fails above 1.150");
    assertThat(asked).containsExactly(Set.of(), Set.of("hit"));
  }

  @Test
  void ratioThatIsWorseOnce_passes() throws Exception {
    assertThat(passes(List.of(Map.of("hit", 2.0, "put", 1.2), Map.of("put", 1.1)))).isTrue();

    assertThat(lines())
        .contains(
            "row put measured 1.200 baseline 1.000 (0.990 to 1.020) fails above 1.150: WORSE,"
                + " measured once more",
            "row put measured 1.100 baseline 1.000 (0.990 to 1.020) fails above 1.150");
  }

  @Test
  void ratioThatIsNoNumber_fails() throws Exception {
    assertThat(passes(List.of(Map.of("hit", 2.0, "put", Double.NaN), Map.of("put", Double.NaN))))
        .isFalse();
  }

  @Test
  void rowThatTheBaselineLacks_fails() throws Exception {
    assertThat(passes(List.of(Map.of("hit", 2.0, "put", 1.0, "remove", 1.0)))).isFalse();

    assertThat(lines())
        .contains(
            "row remove: MISSING in the baseline; make it anew by benchmarks/run.sh regression"
                + " --baseline");
  }

  @Test
  void rowOfTheBaselineThatIsNotMeasured_fails() throws Exception {
    assertThat(passes(List.of(Map.of("hit", 2.0)))).isFalse();

    assertThat(lines())
        .contains(
            "row put: of the baseline, and NOT MEASURED; make it anew by benchmarks/run.sh"
                + " regression --baseline");
  }
}
