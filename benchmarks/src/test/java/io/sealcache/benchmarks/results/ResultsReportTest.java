package io.sealcache.benchmarks.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonMappingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsReportTest {
  private static final Machine MACHINE = new Machine("A & B <1>", 2, 1_024, "Linux 6", 1.5);

  @TempDir Path directory;

  @Test
  void main_writesPageAndChartsOfWhatRunsWrote() throws IOException {
    run("growth", growth()).write(Files.createDirectories(directory.resolve("results")));

    ResultsReport.main(directory.toString());

    assertThat(directory.resolve("RESULTS.md"))
        .content()
        .contains("JDK 17.0.99", "A & B <1>, 2 CPUs, 1024 MiB, Linux 6, load 1.5", "commit abc1234")
        .contains("`-Xmx1g`", "![growth-entries](charts/growth-entries-jdk17.svg)")
        .contains(
            "| entries; us | get, sealed | get, unencrypted | put, sealed |",
            "| 1,000 | 1.50 | 0.50 | 2.00 |");
    assertThat(directory.resolve("charts/growth-entries-jdk17.svg"))
        .content()
        .contains("prefers-color-scheme: dark", "A &amp; B &lt;1>", "entries in the cache")
        .contains("get (solid), put (dashed), microseconds of CPU time an operation");
  }

  @Test
  void lines_areAsHighAsTheirFigures() {
    List<Point> points =
        List.of(
            new Point("growth-entries-get", "sealed", 1_000, 1.5, "us"),
            new Point("growth-entries-get", "sealed", 10_000, 2, "us"),
            new Point("growth-entries-get", "unencrypted", 1_000, 0.5, "us"));
    String chart =
        LineChart.of("Title", "axis", Map.of("get", points), "us", run("growth", points));

    assertThat(chart)
        .contains(
            "<polyline class=\"sealed\" stroke-dasharray=\"none\" points=\"82.0,135.0"
                + " 678.0,80.0\"/>")
        .contains(
            "<polyline class=\"unencrypted\" stroke-dasharray=\"none\" points=\"82.0,245.0\"/>");
  }

  @Test
  void start_isThatOfTheFirstGet() {
    List<Point> points =
        List.of(
            new Point("cold-caffeine-none", "unencrypted", 0, 80.25, "ms"),
            new Point("cold-caffeine-none", "sealed", 0, 140.5, "ms"),
            new Point("cold-caffeine-none", "sealed", 1_000, 200, "ms"),
            new Point("cold-caffeine-none-application", "sealed", 0, 90.5, "ms"),
            new Point("heap-entry", "sealed", 0, 312, "B"));

    ResultsPage page = ResultsPage.of(List.of(run("cold", points)));

    assertThat(page.markdown())
        .contains("| caffeine-none | 80.3 | 140.5 |", "| sealed | 312 |")
        .contains("| caffeine-none-application |  | 90.5 |", "had logged a line")
        .doesNotContain("200");
    assertThat(page.charts()).containsOnlyKeys("cold-jdk17.svg");
  }

  @Test
  void limits_areBesideWhatWasMeasured() {
    List<Point> points =
        List.of(
            new Point("measured", "put-caffeine", 0, 1.101, Point.RATIO),
            new Point("limit", "put-caffeine", 0, 1.1, Point.RATIO),
            new Point("met", "put-caffeine", 0, 0, Point.YES_OR_NO),
            new Point("measured", "extra", 0, 3, "KiB"),
            new Point("limit", "extra", 0, 2.2, "KiB"),
            new Point("JVM", "put-caffeine", 1, 1.234, Point.RATIO));

    assertThat(ResultsPage.of(List.of(run("way", points))).markdown())
        .contains(
            "|  | measured | limit | met |",
            "| put-caffeine | 1.101 | 1.100 | no |",
            "| extra | 3.00 KiB | 2.20 KiB |  |")
        .doesNotContain("1.234");
  }

  @Test
  void hits_areDrawnAsLongAsTheirFigures() {
    ResultsPage page = ResultsPage.of(List.of(run("bars", hits())));

    assertThat(page.charts()).containsOnlyKeys("hits-jdk17.svg");
    assertThat(page.charts().get("hits-jdk17.svg"))
        .contains(">Caffeine<", "class=\"unencrypted\" x=\"170\" y=\"76\" width=\"115.0\"")
        .contains("class=\"sealed\" x=\"170\" y=\"96\" width=\"460.0\"", ">4.00<")
        .contains(">Ehcache off-heap<", "y=\"134\" width=\"230.0\"")
        .contains("A &amp; B &lt;1>", "JDK 17.0.99", "prefers-color-scheme: dark");
    assertThat(page.markdown())
        .contains("|  | hit, Caffeine, us | hit, Ehcache off-heap, us | put, Caffeine, us |")
        .contains("| sealed | 4.00 |  | 5.00 |");
  }

  private static List<Point> hits() {
    return List.of(
        new Point("hit, Caffeine", "unencrypted", 0, 1, "us"),
        new Point("hit, Caffeine", "sealed", 0, 4, "us"),
        new Point("hit, Ehcache off-heap", "unencrypted", 0, 2, "us"),
        new Point("put, Caffeine", "sealed", 0, 5, "us"));
  }

  @Test
  void fileOfSomethingElse_isRefused() throws IOException {
    Path results = Files.createDirectories(directory.resolve("results"));
    Files.writeString(results.resolve("other.json"), "{\"other\" : 1}");

    assertThatExceptionOfType(JsonMappingException.class)
        .isThrownBy(() -> ResultsReport.main(directory.toString()));
  }

  @Test
  void pageOfTheDocuments_isThatOfTheResultsBesideIt() throws IOException {
    ResultsPage page = ResultsPage.of(ResultsReport.runs(Path.of("results")));

    assertThat(Path.of("RESULTS.md")).content().isEqualTo(page.markdown());
    for (Map.Entry<String, String> chart : page.charts().entrySet()) {
      assertThat(Path.of("charts", chart.getKey())).content().isEqualTo(chart.getValue());
    }
  }

  private static List<Point> growth() {
    return List.of(
        new Point("growth-entries-get", "sealed", 1_000, 1.5, "us"),
        new Point("growth-entries-get", "unencrypted", 1_000, 0.5, "us"),
        new Point("growth-entries-put", "sealed", 1_000, 2, "us"));
  }

  private static Run run(String part, List<Point> points) {
    return new Run(
        "2026-11-28T07:55:00Z",
        "abc1234",
        part,
        MACHINE,
        "17.0.99",
        "Vendor",
        List.of("-Xmx1g"),
        points);
  }
}
