package io.sealcache.benchmarks;

import io.sealcache.benchmarks.results.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A measured figure beside the most that it may be.
 *
 * @param kind a bar must be met; a row is reported
 * @param unit as in {@code ns}; {@link Point#RATIO} of what has none
 */
public record Limit(Kind kind, String name, double measured, double limit, String unit) {
  public enum Kind {
    BAR,
    ROW
  }

  /** A bar, which must be met, by the time or space of something else. */
  public static Limit bar(String name, double measured, double limit) {
    return new Limit(Kind.BAR, name, measured, limit, Point.RATIO);
  }

  public static Limit bar(String name, double measured, double limit, String unit) {
    return new Limit(Kind.BAR, name, measured, limit, unit);
  }

  /** A row, which is reported, by the time or space of something else. */
  public static Limit row(String name, double measured, double limit) {
    return new Limit(Kind.ROW, name, measured, limit, Point.RATIO);
  }

  public static Limit row(String name, double measured, double limit, String unit) {
    return new Limit(Kind.ROW, name, measured, limit, unit);
  }

  boolean isMissedBar() {
    return kind == Kind.BAR && !isMet();
  }

  private boolean isMet() {
    return measured <= limit; // false of what is no number
  }

  String line() {
    return String.format(
        Locale.ROOT,
        "%s %s measured %.3f limit %.2f",
        kind.name().toLowerCase(Locale.ROOT),
        name,
        measured,
        limit);
  }

  /** The measured figure, the limit and, of a bar, whether it was met. */
  List<Point> points() {
    List<Point> points = new ArrayList<>();
    points.add(new Point("measured", name, 0, measured, unit));
    points.add(new Point("limit", name, 0, limit, unit));
    if (kind == Kind.BAR) {
      points.add(new Point("met", name, 0, isMet() ? 1 : 0, Point.YES_OR_NO));
    }
    return points;
  }
}
