package io.sealcache.benchmarks.regression;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The runs that a baseline is made of. */
final class BaselineRuns {
  private final Map<String, List<Double>> ratios = new TreeMap<>();
  private final PrintStream out;

  BaselineRuns(PrintStream out) {
    this.out = out;
  }

  void add(int runs, RatioSource source) throws IOException, InterruptedException {
    for (int run = 0; run < runs; run++) {
      Map<String, Double> measured = source.ratios(Set.of());
      out.println(measured);
      measured.forEach(
          (name, ratio) -> ratios.computeIfAbsent(name, row -> new ArrayList<>()).add(ratio));
    }
  }

  /**
   * The rows of these runs: those whose noise doesn't allow a limit are left out, and said to be.
   */
  Map<String, BaselineRow> rows() {
    Map<String, BaselineRow> rows = new TreeMap<>();
    ratios.forEach(
        (name, measured) -> {
          BaselineRow row =
              BaselineRow.of(measured.stream().mapToDouble(Double::doubleValue).toArray());
          out.printf(
              Locale.ROOT,
              "row %s %.3f (%.3f to %.3f)%n",
              name,
              row.ratio(),
              row.lowest(),
              row.highest());
          if (row.isNoisy()) {
            out.println("row " + name + ": TOO NOISY and left out; so leave it out of the program");
          } else {
            rows.put(name, row);
          }
        });
    return rows;
  }
}
