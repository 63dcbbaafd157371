package io.sealcache.benchmarks;

import io.sealcache.benchmarks.results.Point;
import io.sealcache.benchmarks.results.Run;
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
   *     reports; for {@code full} the directory of results and the commit too
   */
  @SuppressWarnings("SystemOut") // printing is what it is for
  public static void main(String[] arguments) throws RunnerException, IOException {
    Effort effort = Effort.valueOf(arguments[0].toUpperCase(Locale.ROOT));
    Path reports = Files.createDirectories(Path.of(arguments[1]));
    List<Point> points = new ArrayList<>();
    List<Limit> limits = new ArrayList<>();
    for (Flags flags : effort.flags()) {
      Measurements measured = measure(effort, flags, reports);
      measured.describe().forEach(row -> System.out.println(flags.prefix() + row));
      points.addAll(measured.points(flags.prefix() + "row"));
      limits.addAll(
          switch (flags) {
            case QUIET -> Limits.all(measured, Runtime.version().feature());
            case DEFAULT -> new StoreLimits(measured, flags).ofTime();
          });
    }
    CodecBenchmark.sizes().forEach(System.out::println);
    if (effort == Effort.FULL) {
      Run.now(arguments[3], "bars", List.of(Flags.QUIET.arguments()), points)
          .write(Path.of(arguments[2]));
    }
    limits.forEach(limit -> System.out.println(limit.line()));
    if (limits.stream().anyMatch(Limit::isMissedBar)) {
      System.exit(1);
    }
  }

  /** In rounds, so that a minute in which the machine is busy doesn't hit one row alone. */
  private static Measurements measure(Effort effort, Flags flags, Path reports)
      throws RunnerException {
    List<RunResult> results = new ArrayList<>();
    for (int round = 1; round <= effort.rounds(); round++) {
      for (Suite suite : effort.suites(flags)) {
        Path report = reports.resolve(flags.prefix() + "round-" + round + "-" + suite.name());
        results.addAll(new Runner(effort.options(suite, flags, report).build()).run());
      }
    }
    return Measurements.of(results);
  }
}
