package io.sealcache.benchmarks;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HitReportTest {
  private static final Path FIGURES = Path.of("hits.json");
  private static final Path CHART = Path.of("../docs/hits.svg");

  @TempDir Path directory;

  @Test
  void reports_giveTheQuietestRoundsMedianOfHits() throws Exception {
    HitCosts costs = JmhReports.in(sample()).hitCosts("run", "CPU");

    assertThat(costs.hits())
        .containsExactly(
            new HitCost(Store.CAFFEINE, 0.31, 1.93),
            new HitCost(Store.EHCACHE, 0.51, 2.3),
            new HitCost(Store.EHCACHE_OFFHEAP, 1.01, 3.3),
            new HitCost(Store.HAZELCAST_MEMBER, 3.83, 6.05));
    assertThat(costs.jdk()).isEqualTo("17.0.99");
  }

  @Test
  void reportsWithoutARow_areRefused() throws Exception {
    String round = Files.readString(sample().resolve("round-2-store.json"));
    Files.writeString(
        directory.resolve("round-1-store.json"), round.replace("\"EHCACHE\"", "\"OTHER\""));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> JmhReports.in(directory).hitCosts("run", "CPU"))
        .withMessageContaining("no hit of EHCACHE with sealed=false");
  }

  @Test
  void main_writesFiguresAndTheirChart() throws Exception {
    Path figures = directory.resolve("hits.json");
    Path chart = directory.resolve("hits.svg");

    HitReport.main(sample().toString(), "A & B <1>", figures.toString(), chart.toString());

    assertThat(Files.readString(chart))
        .isEqualTo(HitChart.of(HitCosts.read(figures)))
        .contains(">0.31<", ">6.05<", ">Hazelcast member<", "A &amp; B &lt;1>", "JDK 17.0.99")
        .contains("prefers-color-scheme: dark");
  }

  @Test
  void bars_areAsLongAsTheirFigures() {
    List<HitCost> hits = List.of(new HitCost(Store.CAFFEINE, 1, 4));

    assertThat(HitChart.of(new HitCosts("2026-11-28", "run", "17", "CPU", hits)))
        .contains("class=\"unencrypted\" x=\"170\" y=\"76\" width=\"115.0\"")
        .contains("class=\"sealed\" x=\"170\" y=\"96\" width=\"460.0\"");
  }

  @Test
  void chartOfTheDocuments_isThatOfTheFiguresBesideIt() throws IOException {
    assertThat(Files.readString(CHART)).isEqualTo(HitChart.of(HitCosts.read(FIGURES)));
  }

  @Test
  void pageOfTheFigures_namesTheirCpu() throws IOException {
    assertThat(Files.readString(Path.of("README.md")))
        .contains("rows are of the table's first row, an " + HitCosts.read(FIGURES).cpu());
  }

  private static Path sample() throws URISyntaxException {
    return Path.of(requireNonNull(HitReportTest.class.getResource("jmh")).toURI());
  }
}
