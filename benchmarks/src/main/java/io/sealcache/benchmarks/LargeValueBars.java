package io.sealcache.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Seals and opens large values by one thread and by two, and prints by the clock what two take of
 * the time of one, beside its limit. Exits with 1 if a bar was missed.
 */
public final class LargeValueBars {
  private static final double NANOS_A_MICRO = 1e3;

  /** What two threads may take at most of the time of one, for 16 MiB. */
  private static final double LIMIT = 0.6;

  private static final int LIMITED_KIB = 16 * 1024;

  /** Of all other sizes: no longer, but for what two runs of one thread differ by. */
  private static final double NO_LONGER = 1.05;

  private static final List<String> OPERATIONS = List.of("sealOnly", "openOnly", "seal", "open");

  private LargeValueBars() {}

  /**
   * Runs.
   *
   * @param arguments the directory for JMH's reports, how many rounds, and sizes in KiB
   */
  @SuppressWarnings("SystemOut") // printing is what it is for
  public static void main(String[] arguments) throws RunnerException, IOException {
    Path reports = Files.createDirectories(Path.of(arguments[0]));
    int rounds = Integer.parseInt(arguments[1]);
    List<Limit> limits = new ArrayList<>();
    for (String size : List.of(arguments).subList(2, arguments.length)) {
      int kib = Integer.parseInt(size);
      List<RunResult> results = new ArrayList<>();
      for (int round = 1; round <= rounds; round++) {
        results.addAll(new Runner(options(kib, reports.resolve(size + "-" + round)).build()).run());
      }
      add(kib, Measurements.of(results), limits);
    }
    limits.forEach(limit -> System.out.println(limit.line()));
    if (limits.stream().anyMatch(Limit::isMissedBar)) {
      System.exit(1);
    }
  }

  @SuppressWarnings("SystemOut")
  private static void add(int kib, Measurements measured, List<Limit> limits) {
    for (String operation : OPERATIONS) {
      String row = "LargeValueBenchmark." + operation + "-" + (kib << 10) + "-";
      double one = measured.elapsedNanos(row + 1);
      double two = measured.elapsedNanos(row + 2);
      System.out.printf(
          Locale.ROOT,
          "%-44s one %10.1f us, two %10.1f us%n",
          operation + "-" + kib + "k",
          one / NANOS_A_MICRO,
          two / NANOS_A_MICRO);
      // The codec's part is one thread's.
      Limit.Kind kind = operation.endsWith("Only") ? Limit.Kind.BAR : Limit.Kind.ROW;
      double limit = kib >= LIMITED_KIB ? LIMIT : NO_LONGER;
      limits.add(new Limit(kind, "two-" + operation + "-" + kib + "k", two / one, limit));
    }
  }

  /** With the collector that users have, and a heap whose pages are there. */
  private static OptionsBuilder options(int kib, Path report) {
    OptionsBuilder options = new OptionsBuilder();
    options
        .include("\\.LargeValueBenchmark\\.(seal|open)(Only)?$")
        .param("size", String.valueOf(kib << 10))
        .param("threads", "1", "2")
        .forks(1)
        .jvmArgs("-Xms2g", "-Xmx2g", "-XX:+AlwaysPreTouch")
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
