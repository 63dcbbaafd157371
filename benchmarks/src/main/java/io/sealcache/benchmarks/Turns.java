package io.sealcache.benchmarks;

import java.util.Arrays;
import java.util.function.DoubleSupplier;

/** Blocks of two kinds that take turns, so that what else a machine does hits both. */
public final class Turns {
  private Turns() {}

  /**
   * The median of the ratios of neighbours, after half as many blocks to warm.
   *
   * @param blocks how many of each kind count
   * @param base runs a block and says how long it took
   * @param other as above, of the kind that is divided by the first
   */
  public static double ratio(int blocks, DoubleSupplier base, DoubleSupplier other) {
    double[] ratios = new double[blocks];
    for (int block = -blocks / 2; block < blocks; block++) {
      // The kind that goes first changes, so that a trend hits both.
      double first = block % 2 == 0 ? base.getAsDouble() : 0;
      double through = other.getAsDouble();
      double beside = block % 2 == 0 ? first : base.getAsDouble();
      if (block >= 0) {
        ratios[block] = through / beside;
      }
    }
    Arrays.sort(ratios);
    return ratios[blocks / 2];
  }
}
