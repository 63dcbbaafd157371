package io.sealcache.benchmarks;

import java.util.Locale;

/**
 * What was measured beside what it may be at most.
 *
 * @param kind a bar must be met; a row is reported
 */
public record Limit(Kind kind, String name, double measured, double limit) {
  public enum Kind {
    BAR,
    ROW
  }

  public boolean isMissedBar() {
    return kind == Kind.BAR && !(measured <= limit);
  }

  public String line() {
    return String.format(
        Locale.ROOT,
        "%s %s measured %.3f limit %.2f",
        kind.name().toLowerCase(Locale.ROOT),
        name,
        measured,
        limit);
  }
}
