package io.sealcache.benchmarks;

import io.sealcache.benchmarks.results.Point;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The cost that statistics add to hits and puts of 1 KiB over Caffeine. Prints a line a bar, and
 * exits with 1 if one was missed.
 */
public final class StatisticsBars {
  private static final double LIMIT = 1.03;

  private StatisticsBars() {}

  /**
   * Measures.
   *
   * @param arguments how many JVMs, and how many blocks of each kind count in each
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<Limit> limits = new ArrayList<>();
    List<Point> jvms = new ArrayList<>();
    for (JvmFigures figures :
        JvmFigures.of(
            Integer.parseInt(arguments[0]), Flags.QUIET, StatisticsProgram.class, arguments[1])) {
      Limit limit = Limit.bar("statistics-" + figures.name(), figures.median(), LIMIT);
      limits.add(limit);
      jvms.addAll(figures.points(limit.name(), limit.unit()));
    }
    LimitReport report = new LimitReport();
    report.add("statistics", Flags.QUIET, limits, jvms);
    report.end();
  }
}
