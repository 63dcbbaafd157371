package io.sealcache.benchmarks.results;

import java.util.Locale;

/**
 * A figure as it was measured.
 *
 * @param topic which row, curve or table it belongs to, as in {@code growth-entries-get}
 * @param series which line of it, as in {@code sealed}
 * @param x where on the line; 0 where there is but one
 * @param value in {@code unit}
 */
public record Point(String topic, String series, double x, double value, String unit) {
  /** Of what is so if its value is 1, and isn't if that is 0. */
  public static final String YES_OR_NO = "yes or no";

  /** Of what is the time or space of one thing by that of another. */
  public static final String RATIO = "ratio";

  /** The value as a table has it, without the unit. */
  String text() {
    return switch (unit) {
      case YES_OR_NO -> value == 0 ? "no" : "yes";
      case RATIO -> String.format(Locale.ROOT, "%.3f", value);
      case "B" -> String.format(Locale.ROOT, "%,d", Math.round(value));
      default -> Table.number(value);
    };
  }

  /** The value with its unit, but where that says nothing. */
  String withUnit() {
    return unit.equals(YES_OR_NO) || unit.equals(RATIO) ? text() : text() + " " + unit;
  }
}
