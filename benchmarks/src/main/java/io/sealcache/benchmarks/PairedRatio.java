package io.sealcache.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/** Blocks of two kinds that took turns, compared by pairs. */
final class PairedRatio {
  private static final int RESAMPLES = 10_000;

  private final double[] base;
  private final double[] ratios;
  private final double[] part;

  /**
   * @param base nanoseconds an operation in each block
   * @param other of the blocks beside them
   * @param part of what {@code other} does besides, the part that can't be left out
   */
  PairedRatio(double[] base, double[] other, double[] part) {
    this.base = base.clone();
    this.part = part.clone();
    this.ratios = new double[base.length];
    for (int i = 0; i < base.length; i++) {
      ratios[i] = other[i] / base[i];
    }
  }

  /**
   * A line with the added percentage, by the median, and its 95 % interval by bootstrap.
   *
   * @param limit in percent
   */
  String line(int rows, double limit) {
    Random random = new Random(1);
    double[] medians = new double[RESAMPLES];
    for (int i = 0; i < RESAMPLES; i++) {
      double[] drawn =
          random.ints(ratios.length, 0, ratios.length).mapToDouble(at -> ratios[at]).toArray();
      medians[i] = median(drawn);
    }
    Arrays.sort(medians);
    return String.format(
        Locale.ROOT,
        "row table-%d-client unencrypted %.3f ms added %.2f %% interval %.2f to %.2f limit %.2f;"
            + " the bare cipher alone adds %.2f %%",
        rows,
        median(base) / 1e6,
        percent(median(ratios)),
        percent(medians[RESAMPLES / 40]),
        percent(medians[RESAMPLES - 1 - RESAMPLES / 40]),
        limit,
        100 * median(part) / median(base));
  }

  private static double percent(double ratio) {
    return 100 * (ratio - 1);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
