package io.sealcache.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.benchmarks.results.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LimitReportTest {
  private static final Limit MET = Limit.bar("met-bar", 1.1, 1.1);
  private static final Limit MISSED = Limit.bar("missed-bar", 1.1001, 1.1);
  private static final Limit HIGH_ROW = Limit.row("high-row", 3, 2.2, "KiB");

  @TempDir Path results;

  @AfterEach
  void nameNoResults() {
    System.clearProperty(LimitReport.RESULTS);
    System.clearProperty(LimitReport.COMMIT);
  }

  private static LimitReport report(Limit... limits) throws IOException {
    LimitReport report = new LimitReport();
    report.add("way", List.of("-Xmx1g"), List.of(limits), List.of());
    return report;
  }

  @Test
  void bar_isMissedAboveItsLimitOnly() throws IOException {
    assertThat(report(MET, HIGH_ROW).hasMissed()).isFalse();
    assertThat(report(MET, MISSED, MET).hasMissed()).isTrue();
  }

  @Test
  void bar_ofNoNumberIsMissed() throws IOException {
    assertThat(report(Limit.bar("none", Double.NaN, 1.1)).hasMissed()).isTrue();
  }

  @Test
  void part_thatMissedStaysSo() throws IOException {
    LimitReport report = report(MISSED);
    report.add("threads", List.of(), List.of(MET), List.of());

    assertThat(report.hasMissed()).isTrue();
  }

  @Test
  void lines_areWhatPeopleSearchFor() {
    assertThat(MISSED.line()).isEqualTo("bar missed-bar measured 1.100 limit 1.10");
    assertThat(HIGH_ROW.line()).isEqualTo("row high-row measured 3.000 limit 2.20");
  }

  @Test
  void points_sayOfBarsWhetherTheyAreMet() {
    assertThat(MISSED.points())
        .contains(new Point("measured", "missed-bar", 0, 1.1001, Point.RATIO))
        .contains(new Point("met", "missed-bar", 0, 0, Point.YES_OR_NO));
    assertThat(HIGH_ROW.points())
        .containsExactly(
            new Point("measured", "high-row", 0, 3, "KiB"),
            new Point("limit", "high-row", 0, 2.2, "KiB"));
  }

  @Test
  void run_withADirectoryOfResultsIsWrittenThere() throws IOException {
    System.setProperty(LimitReport.RESULTS, results.toString());
    System.setProperty(LimitReport.COMMIT, "abc1234");
    report(MISSED);

    try (var files = Files.list(results)) {
      assertThat(files)
          .singleElement()
          .satisfies(file -> assertThat(file.getFileName().toString()).startsWith("way-jdk"))
          .satisfies(
              file ->
                  assertThat(file)
                      .content()
                      .contains("missed-bar", "abc1234", "-Xmx1g", "\"value\" : 1.1001"));
    }
  }

  @Test
  void run_withoutADirectoryOfResultsIsPrintedOnly() throws IOException {
    report(MISSED);

    assertThat(results).isEmptyDirectory();
  }
}
