package io.sealcache.linearizability;

import org.jspecify.annotations.Nullable;

/**
 * Values none of which is written twice in a history, so that a result tells which write it saw:
 * {@code v7}; changes append: {@code v7+9}.
 */
final class Values {
  private Values() {}

  /** The value number {@code serial}. */
  static String fresh(int serial) {
    return "v" + serial;
  }

  /** A new value that shows {@code before}, too. */
  static String changed(@Nullable String before, int serial) {
    return (before == null ? "" : before) + "+" + serial;
  }

  /** {@code result} if it is a value, else null. */
  static @Nullable String seenIn(@Nullable Object result) {
    return result instanceof String value ? value : null;
  }
}
