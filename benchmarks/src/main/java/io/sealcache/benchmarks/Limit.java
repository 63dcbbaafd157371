package io.sealcache.benchmarks;

import java.util.Locale;

/**
 * What was measured beside what it may be at most.
 *
 * @param kind a bar must be met; a row is reported
 */
record Limit(Kind kind, String name, double measured, double limit) {
  enum Kind {
    BAR,
    ROW
  }

  boolean isMissedBar() {
    return kind == Kind.BAR && !(measured <= limit);
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
}
