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
 * Seals and opens large values by one thread and by two: what two take of the time of one, and one
 * of the bare cipher's over the same segments, into an array that is there; by the clock. Exits
 * with 1 if a bar was missed.
 */
public final class LargeValueBars {
  private static final double NANOS_A_MICRO = 1e3;

  /** The most that two threads may take of the time of one, for 16 MiB. */
  private static final double LIMIT = 0.6;

  private static final int LIMITED_KIB = 16 * 1024;

  /** The most that one thread may take of the bare cipher's time for them, all arrays included. */
  private static final double OF_CIPHER = 1.4;

  /** Of all other sizes: no longer, except for the noise of two runs of one thread. */
  private static final double NO_LONGER = 1.05;

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
      String row = "LargeValueBenchmark." + operation + "-" + (kib << 10) + "-";
      String name = "two-" + operation + "-" + kib + "k";
      double one = measured.elapsedNanos(row + 1);
      double two = measured.elapsedNanos(row + 2);
      figures.add(new Point("threads", name, 1, one / NANOS_A_MICRO, "us"));
      figures.add(new Point("threads", name, 2, two / NANOS_A_MICRO, "us"));
      limits.add(Limit.bar(name, two / one, kib >= LIMITED_KIB ? LIMIT : NO_LONGER));
      if (kib >= LIMITED_KIB) {
        String bare = operation.equals("seal") ? "bareSeal" : "bareOpen";
        double cipher = measured.elapsedNanos(row.replace(operation, bare) + 1);
        limits.add(Limit.bar(operation + "-" + kib + "k", one / cipher, OF_CIPHER));
      }
    }
  }

  private static OptionsBuilder options(int kib, Path report) {
    OptionsBuilder options = new OptionsBuilder();
    options
        .include("\\.LargeValueBenchmark\\.(seal|open|bareSeal|bareOpen)$")
        .param("size", String.valueOf(kib << 10))
        .param("threads", "1", "2")
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
