package io.sealcache.benchmarks;

import java.util.Locale;

/** An SVG of what hits cost, two bars for each store, in the colours that the reader prefers. */
final class HitChart {
  private static final int LEFT = 170;
  private static final int LONGEST_BAR = 460;
  private static final int TOP = 76;
  private static final int BAR = 18;
  private static final int GROUP = 58;

  private static final String FRAME =
      """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 %1$d" width="720" height="%1$d" role="img">
      <title>What a hit costs: CPU time of a get of 1 KiB, over each store alone and through SealCache</title>
      <style>
      text { font: 14px system-ui, sans-serif; fill: #1d2329 }
      .head { font-weight: 600; font-size: 16px } .small { font-size: 12px; opacity: 0.75 }
      .back { fill: #f4f6f8 } .unencrypted { fill: #d9822b } .sealed { fill: #2e8b57 }
      @media (prefers-color-scheme: dark) {
        text { fill: #dde2e8 }
        .back { fill: #20252c } .unencrypted { fill: #e0964a } .sealed { fill: #4cae7b }
      }
      </style>
      <rect class="back" width="720" height="%1$d" rx="8"/>
      <text class="head" x="18" y="30">What a hit costs</text>
      <text class="small" x="18" y="50">get of 1 KiB, microseconds of CPU time</text>
      <rect class="unencrypted" x="400" y="20" width="12" height="12" rx="2"/>
      <text x="418" y="31">unencrypted</text>
      <rect class="sealed" x="540" y="20" width="12" height="12" rx="2"/>
      <text x="558" y="31">through SealCache</text>
      %2$s<text class="small" x="18" y="%3$d">%4$s</text>
      </svg>
      """;

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
    return FRAME.formatted(
        chart.y + 24,
        chart.bars,
        chart.y + 6,
        escaped(
            "%s on one CPU, JDK %s, %s, %s"
                .formatted(costs.command(), costs.jdk(), costs.cpu(), costs.measured())));
  }

  private void add(HitCost hit) {
    line("<text x=\"18\" y=\"%d\">%s</text>", y + BAR + 4, escaped(hit.store().title()));
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

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }
}
