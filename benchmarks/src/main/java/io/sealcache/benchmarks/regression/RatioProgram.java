package io.sealcache.benchmarks.regression;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Runs in a JVM of its own: measures rows and prints them. */
public final class RatioProgram {
  private static final int WARMING_ROUNDS = 4;

  /** So that a moment in which the machine does something else doesn't hit one row alone. */
  private static final int ROUNDS = 9;

  private static final int BLOCKS = 60;

  /** Held, or its level is lost. */
  private static final Logger LOGGER = Logger.getLogger("io.sealcache");

  private RatioProgram() {}

  /**
   * Measures. All rows are warmed, so that the JIT compiles alike whichever are measured.
   *
   * @param names of the rows; none are all
   */
  @SuppressWarnings("SystemOut") // printing is what it is for
  public static void main(String[] names) throws Exception {
    LOGGER.setLevel(Level.WARNING);
    List<String> chosen = List.of(names);
    try (RatioRows rows = new RatioRows()) {
      List<Ratio> all = rows.all();
      for (int round = 0; round < WARMING_ROUNDS; round++) {
        all.forEach(row -> row.measure(BLOCKS));
      }
      List<Ratio> measured =
          all.stream().filter(row -> chosen.isEmpty() || chosen.contains(row.name())).toList();
      double[][] ratios = new double[measured.size()][ROUNDS];
      for (int round = 0; round < ROUNDS; round++) {
        for (int row = 0; row < ratios.length; row++) {
          ratios[row][round] = measured.get(row).measure(BLOCKS);
        }
      }
      for (int row = 0; row < ratios.length; row++) {
        Arrays.sort(ratios[row]);
        System.out.printf(
            Locale.ROOT, "%s %.4f%n", measured.get(row).name(), ratios[row][ROUNDS / 2]);
      }
    }
  }
}
