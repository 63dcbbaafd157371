package io.sealcache.benchmarks;

import io.sealcache.benchmarks.results.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Seals and opens large values: what that takes of the bare cipher's time over the same segments,
 * into an array that is there; by the clock. Exits with 1 if a bar was missed.
 */
public final class LargeValueBars {
  private static final double NANOS_A_MICRO = 1e3;

  /** The most that may be taken of the bare cipher's time, all arrays included. */
  private static final double OF_CIPHER = 1.4;

  /** The collector that users have, and a heap whose pages are there. */
  private static final List<String> FLAGS = List.of("-Xms2g", "-Xmx2g", "-XX:+AlwaysPreTouch");

  private static final List<String> OPERATIONS = List.of("seal", "open");

  private LargeValueBars() {}

  /**
   * Runs.
   *
   * @param arguments the directory for JMH's reports, how many rounds, and sizes in KiB
   */
  public static void main(String[] arguments) throws RunnerException, IOException {
    Path reports = Files.createDirectories(Path.of(arguments[0]));
    int rounds = Integer.parseInt(arguments[1]);
    List<Limit> limits = new ArrayList<>();
    List<Point> figures = new ArrayList<>();
    for (String size : List.of(arguments).subList(2, arguments.length)) {
      int kib = Integer.parseInt(size);
      List<RunResult> results = new ArrayList<>();
      for (int round = 1; round <= rounds; round++) {
        results.addAll(new Runner(options(kib, reports.resolve(size + "-" + round)).build()).run());
      }
      add(kib, Measurements.of(results), limits, figures);
    }
    LimitReport report = new LimitReport();
    report.add("large", FLAGS, limits, figures);
    report.end();
  }

  private static void add(int kib, Measurements measured, List<Limit> limits, List<Point> figures) {
    for (String operation : OPERATIONS) {
      String row = "LargeValueBenchmark.%s-" + (kib << 10);
      String name = operation + "-" + kib + "k";
      double ours = measured.elapsedNanos(row.formatted(operation));
      String bare = operation.equals("seal") ? "bareSeal" : "bareOpen";
      figures.add(new Point("large", name, kib, ours / NANOS_A_MICRO, "us"));
      limits.add(Limit.bar(name, ours / measured.elapsedNanos(row.formatted(bare)), OF_CIPHER));
    }
  }

  private static OptionsBuilder options(int kib, Path report) {
    OptionsBuilder options = new OptionsBuilder();
    options
        .include("\\.LargeValueBenchmark\\.(seal|open|bareSeal|bareOpen)$")
        .param("size", String.valueOf(kib << 10))
        .forks(1)
        .jvmArgs(FLAGS.toArray(String[]::new))
        .warmupIterations(2)
        .warmupTime(TimeValue.milliseconds(300))
        .measurementIterations(7)
        .measurementTime(TimeValue.milliseconds(300))
        .shouldFailOnError(true)
        .addProfiler(CpuTime.class)
        .output(report + ".log")
        .result(report + ".json")
        .resultFormat(ResultFormatType.JSON);
    return options;
  }
}
