package io.sealcache.benchmarks.regression;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Holds the ratios of a run against a baseline, and prints both, a line a row. */
final class Comparison {
  private static final String ANEW = "make it anew by benchmarks/run.sh regression --baseline";

  private final Map<String, BaselineRow> baseline;
  private final double margin;
  private final RatioSource source;
  private final PrintStream out;

  /**
   * @param baseline rows by name
   * @param margin how many times as high as in the baseline a ratio may be
   */
  Comparison(
      Map<String, BaselineRow> baseline, double margin, RatioSource source, PrintStream out) {
    this.baseline = baseline;
    this.margin = margin;
    this.source = source;
    this.out = out;
  }

  /** Whether no ratio is worse, and rows are those of the baseline. */
  boolean passes() throws IOException, InterruptedException {
    Map<String, Double> measured = new TreeMap<>(source.ratios(Set.of()));
    Set<String> worse = new TreeSet<>();
    measured.forEach(
        (name, ratio) -> {
          BaselineRow row = baseline.get(name);
          if (row != null && isWorse(ratio, row)) {
            worse.add(name);
            out.println(line(name, ratio, row) + ": WORSE, measured once more");
          }
        });
    // The noise in one JVM, and how the JIT compiled in it, tell nothing of the product.
    if (!worse.isEmpty()) {
      source.ratios(worse).forEach((name, ratio) -> measured.merge(name, ratio, Math::min));
    }
    return compare(measured);
  }

  private boolean compare(Map<String, Double> measured) {
    boolean isGood = true;
    Set<String> names = new TreeSet<>(measured.keySet());
    names.addAll(baseline.keySet());
    for (String name : names) {
      BaselineRow row = baseline.get(name);
      Double ratio = measured.get(name);
      if (row == null) {
        out.println("row " + name + ": MISSING in the baseline; " + ANEW);
        isGood = false;
      } else if (ratio == null) {
        out.println("row " + name + ": of the baseline, and NOT MEASURED; " + ANEW);
        isGood = false;
      } else if (isWorse(ratio, row)) {
        out.println(line(name, ratio, row) + ": WORSE");
        isGood = false;
      } else {
        out.println(line(name, ratio, row));
      }
    }
    return isGood;
  }

  /** Or no number. */
  private boolean isWorse(double ratio, BaselineRow row) {
    return !(ratio <= margin * row.ratio());
  }

  private String line(String name, double ratio, BaselineRow row) {
    return String.format(
        Locale.ROOT,
        "row %s measured %.3f baseline %.3f (%.3f to %.3f) fails above %.3f",
        name,
        ratio,
        row.ratio(),
        row.lowest(),
        row.highest(),
        margin * row.ratio());
  }
}
