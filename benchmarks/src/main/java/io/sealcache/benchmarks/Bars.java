package io.sealcache.benchmarks;

import io.sealcache.benchmarks.results.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Runs the benchmarks and prints what they measured beside its limit, a line each. Exits with 1 if
 * a bar was missed.
 */
public final class Bars {
  private Bars() {}

  /**
   * Runs.
   *
   * @param arguments {@code brief}, {@code quick} or {@code full}, and the directory for JMH's
   *     reports
   */
  @SuppressWarnings("SystemOut") // printing is what it is for
  public static void main(String[] arguments) throws RunnerException, IOException {
    Effort effort = Effort.valueOf(arguments[0].toUpperCase(Locale.ROOT));
    Path reports = Files.createDirectories(Path.of(arguments[1]));
    Measurements measured = measure(effort, reports);
    measured.describe().forEach(System.out::println);
    CodecBenchmark.sizes().forEach(System.out::println);
    List<Point> figures = new ArrayList<>(new StoreLimits(measured).costs());
    figures.addAll(measured.points("row"));
    LimitReport report = new LimitReport();
    report.add("bars", Flags.QUIET, Limits.all(measured), figures);
    report.end();
  }

  /** In rounds, so that a minute in which the machine is busy doesn't hit one row alone. */
  private static Measurements measure(Effort effort, Path reports) throws RunnerException {
    List<RunResult> results = new ArrayList<>();
    for (int round = 1; round <= effort.rounds(); round++) {
      for (Suite suite : effort.suites()) {
        Path report = reports.resolve("round-" + round + "-" + suite.name());
        results.addAll(new Runner(effort.options(suite, report).build()).run());
      }
    }
    return Measurements.of(results);
  }
}
