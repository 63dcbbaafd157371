package io.sealcache.benchmarks.results;

import java.util.List;
import java.util.Locale;

/** An SVG of what hits cost, two bars for each store, in the colours that the reader prefers. */
final class HitChart {
  /** Topics that it shows; the title of a store follows. */
  private static final String TOPIC = "hit, ";

  private static final int LEFT = 170;
  private static final int LONGEST_BAR = 460;
  private static final int TOP = 76;
  private static final int BAR = 18;
  private static final int GAP = 18;

  private final StringBuilder bars = new StringBuilder();
  private final double scale;
  private String store = "";
  private int y = TOP - GAP;

  private HitChart(double highest) {
    scale = LONGEST_BAR / highest;
  }

  static String of(Run run) {
    List<Point> hits =
        run.points().stream().filter(point -> point.topic().startsWith(TOPIC)).toList();
    HitChart chart = new HitChart(hits.stream().mapToDouble(Point::value).max().orElseThrow());
    hits.forEach(chart::add);
    return Chart.of(
        "What a hit costs",
        "CPU time of a get of 1 KiB, over each store alone and through SealCache",
        "get of 1 KiB, microseconds of CPU time",
        chart.y + GAP + 6,
        chart.bars,
        Facts.shortLine(run));
  }

  private void add(Point hit) {
    if (!hit.topic().equals(store)) {
      store = hit.topic();
      y += GAP;
      line(
          "<text x=\"18\" y=\"%d\">%s</text>",
          y + BAR + 4, Chart.escaped(store.substring(TOPIC.length())));
    }
    double length = hit.value() * scale;
    line(
        "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\"/>",
        hit.series(), LEFT, y, length, BAR);
    line("<text x=\"%.1f\" y=\"%d\">%.2f</text>", LEFT + length + 8, y + BAR - 4, hit.value());
    y += BAR + 2;
  }

  private void line(String format, Object... values) {
    bars.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
