package io.sealcache.linearizability;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Values none of which is written twice in a history, so that a result tells which write it saw.
 *
 * @param <V> their type
 */
sealed interface Values<V> extends Serializable {
  /** The value number {@code serial}. */
  V fresh(int serial);

  /** A new value that shows {@code before}, too. */
  V changed(@Nullable V before, int serial);

  /** {@code result} if it is a value, else null. */
  @Nullable V seenIn(@Nullable Object result);

  /** {@code v7}; changes append: {@code v7+9}. */
  record Strings() implements Values<String> {
    @Override
    public String fresh(int serial) {
      return "v" + serial;
    }

    @Override
    public String changed(@Nullable String before, int serial) {
      return (before == null ? "" : before) + "+" + serial;
    }

    @Override
    public @Nullable String seenIn(@Nullable Object result) {
      return result instanceof String value ? value : null;
    }
  }
}
