package io.sealcache.benchmarks;

import io.sealcache.benchmarks.results.Chart;
import java.util.Locale;

/** An SVG of what hits cost, two bars for each store, in the colours that the reader prefers. */
final class HitChart {
  private static final int LEFT = 170;
  private static final int LONGEST_BAR = 460;
  private static final int TOP = 76;
  private static final int BAR = 18;
  private static final int GROUP = 58;

  private final StringBuilder bars = new StringBuilder();
  private final double scale;
  private int y = TOP;

  private HitChart(HitCosts costs) {
    double highest =
        costs.hits().stream()
            .mapToDouble(hit -> Math.max(hit.unencrypted(), hit.sealed()))
            .max()
            .orElseThrow();
    scale = LONGEST_BAR / highest;
  }

  static String of(HitCosts costs) {
    HitChart chart = new HitChart(costs);
    costs.hits().forEach(chart::add);
    return Chart.of(
        "What a hit costs",
        "CPU time of a get of 1 KiB, over each store alone and through SealCache",
        "get of 1 KiB, microseconds of CPU time",
        chart.y + 6,
        chart.bars,
        "%s on one CPU, JDK %s, %s, %s"
            .formatted(costs.command(), costs.jdk(), costs.cpu(), costs.measured()));
  }

  private void add(HitCost hit) {
    line("<text x=\"18\" y=\"%d\">%s</text>", y + BAR + 4, Chart.escaped(hit.store().title()));
    bar("unencrypted", y, hit.unencrypted());
    bar("sealed", y + BAR + 2, hit.sealed());
    y += GROUP;
  }

  private void bar(String kind, int top, double micros) {
    double length = micros * scale;
    line(
        "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\"/>",
        kind, LEFT, top, length, BAR);
    line("<text x=\"%.1f\" y=\"%d\">%.2f</text>", LEFT + length + 8, top + BAR - 4, micros);
  }

  private void line(String format, Object... values) {
    bars.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
