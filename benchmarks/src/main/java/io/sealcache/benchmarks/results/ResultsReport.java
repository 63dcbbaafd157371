package io.sealcache.benchmarks.results;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes {@code RESULTS.md} and its charts of the files of results. */
public final class ResultsReport {
  private ResultsReport() {}

  /**
   * Makes them.
   *
   * @param arguments the directory of the benchmarks, with {@code results} in it
   */
  public static void main(String... arguments) throws IOException {
    Path directory = Path.of(arguments[0]);
    ResultsPage page = ResultsPage.of(runs(directory.resolve("results")));
    Files.writeString(directory.resolve("RESULTS.md"), page.markdown());
    Path charts = Files.createDirectories(directory.resolve("charts"));
    for (Map.Entry<String, String> chart : page.charts().entrySet()) {
      Files.writeString(charts.resolve(chart.getKey()), chart.getValue());
    }
  }

  static List<Run> runs(Path results) throws IOException {
    List<Run> runs = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(results, "*.json")) {
      for (Path file : files) {
        runs.add(Run.read(file));
      }
    }
    return runs;
  }
}
