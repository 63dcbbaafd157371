package io.sealcache.benchmarks.regression;

import java.util.Arrays;

/**
 * A ratio over many runs.
 *
 * @param ratio the median
 * @param lowest with {@code highest} the noise
 */
record BaselineRow(double ratio, double lowest, double highest) {
  /** By how much it may be worse by chance, so that chance alone never fails it. */
  private static final double NOISE = 1.07;

  static BaselineRow of(double[] ratios) {
    double[] sorted = ratios.clone();
    Arrays.sort(sorted);
    return new BaselineRow(sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
  }

  boolean isNoisy() {
    return !(highest <= NOISE * ratio);
  }
}
