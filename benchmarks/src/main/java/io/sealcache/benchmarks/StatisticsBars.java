package io.sealcache.benchmarks;

import java.io.IOException;
import java.util.Map;

/**
 * What statistics add to hits and puts of 1 KiB over Caffeine. Prints a line a bar, and exits with
 * 1 if one was missed.
 */
public final class StatisticsBars {
  private static final double LIMIT = 1.03;

  private StatisticsBars() {}

  /**
   * Measures.
   *
   * @param arguments how many JVMs, and how many blocks of each kind count in each
   */
  @SuppressWarnings("SystemOut") // printing is what it is for
  public static void main(String[] arguments) throws IOException, InterruptedException {
    boolean missed = false;
    Map<String, Double> medians =
        JvmMedians.of(
            Integer.parseInt(arguments[0]), Flags.QUIET, StatisticsProgram.class, arguments[1]);
    for (Map.Entry<String, Double> median : medians.entrySet()) {
      Limit limit =
          new Limit(Limit.Kind.BAR, "statistics-" + median.getKey(), median.getValue(), LIMIT);
      System.out.println(limit.line());
      missed |= limit.isMissedBar();
    }
    if (missed) {
      System.exit(1);
    }
  }
}
