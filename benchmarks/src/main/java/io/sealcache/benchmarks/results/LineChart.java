package io.sealcache.benchmarks.results;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Lines over a logarithmic axis, each topic's dashed in its own way; the other axis begins at 0.
 */
final class LineChart {
  private static final int LEFT = 70;
  private static final int RIGHT = 690;
  private static final int TOP = 80;
  private static final int BOTTOM = 300;

  private static final List<String> DASHES = List.of("none", "6 4", "2 3", "10 3 2 3");

  private final StringBuilder body = new StringBuilder();
  private final TreeSet<Double> xs = new TreeSet<>();
  private final double highest;

  private LineChart(Collection<List<Point>> topics) {
    topics.forEach(topic -> topic.forEach(point -> xs.add(position(point.x()))));
    highest = topics.stream().flatMap(List::stream).mapToDouble(Point::value).max().orElseThrow();
  }

  /**
   * Draws one.
   *
   * @param topics points by what a reader calls their topic, in the order of dashes
   * @param axis the quantity that grows
   */
  static String of(
      String title, String axis, Map<String, List<Point>> topics, String unit, Run run) {
    LineChart chart = new LineChart(topics.values());
    chart.axes(axis);
    int dash = 0;
    StringBuilder names = new StringBuilder();
    for (Map.Entry<String, List<Point>> topic : topics.entrySet()) {
      chart.lines(topic.getValue(), DASHES.get(dash));
      names.append(dash == 0 ? "" : ", ").append(topic.getKey());
      names.append(dash == 0 ? " (solid)" : dash == 1 ? " (dashed)" : " (dotted)");
      dash++;
    }
    String drawn = names + ", " + unit;
    return Chart.of(title, drawn, drawn, BOTTOM + 62, chart.body, Facts.shortLine(run));
  }

  private void axes(String axis) {
    double step = step(highest);
    for (double value = 0; value <= highest * 1.02; value += step) {
      double y = y(value);
      line("<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/>", LEFT, y, RIGHT, y);
      line("<text class=\"small\" x=\"18\" y=\"%.1f\">%s</text>", y + 4, number(value));
    }
    for (double x : xs) {
      String name = number(x < 1 ? 0 : x);
      line(
          "<text class=\"small\" text-anchor=\"middle\" x=\"%.1f\" y=\"%d\">%s</text>",
          x(x), BOTTOM + 18, name);
    }
    line(
        "<text class=\"small\" text-anchor=\"end\" x=\"%d\" y=\"%d\">%s</text>",
        RIGHT, BOTTOM + 38, Chart.escaped(axis));
  }

  private void lines(List<Point> points, String dash) {
    Map<String, List<Point>> series =
        points.stream()
            .collect(Collectors.groupingBy(Point::series, TreeMap::new, Collectors.toList()));
    series.forEach(
        (name, line) ->
            line(
                "<polyline class=\"%s\" stroke-dasharray=\"%s\" points=\"%s\"/>",
                name,
                dash,
                line.stream().map(point -> place(point)).collect(Collectors.joining(" "))));
  }

  private String place(Point point) {
    return String.format(Locale.ROOT, "%.1f,%.1f", x(position(point.x())), y(point.value()));
  }

  /** There is no 0 on it; half of 1 stands for that. */
  private static double position(double x) {
    return x == 0 ? 0.5 : x;
  }

  private double x(double value) {
    double first = Math.log(xs.first());
    double last = Math.log(xs.last());
    double part = last == first ? 0 : (Math.log(value) - first) / (last - first);
    return LEFT + 12 + part * (RIGHT - LEFT - 24);
  }

  private double y(double value) {
    return BOTTOM - value / highest * (BOTTOM - TOP);
  }

  /** 1, 2 or 5 times a power of ten, so that there are four to ten lines. */
  private static double step(double highest) {
    double power = Math.pow(10, Math.floor(Math.log10(highest)));
    double leading = highest / power;
    return power * (leading < 2 ? 0.2 : leading < 5 ? 0.5 : 1);
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%,d", Math.round(value))
        : String.format(Locale.ROOT, "%.1f", value);
  }

  private void line(String format, Object... values) {
    body.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
