package io.sealcache.linearizability;

import org.jspecify.annotations.Nullable;

/**
 * The value that an entry holds, and when it ends.
 *
 * @param value null: there is no entry
 * @param earliest when it may be gone, by {@link System#nanoTime}
 * @param latest when it must be
 */
record Holding(@Nullable String value, long earliest, long latest) {
  static Holding nothing() {
    return new Holding(null, Long.MAX_VALUE, Long.MAX_VALUE);
  }

  /** Whether {@code event} may find it. */
  boolean isSeenBy(TimedEvent event) {
    return value == null || latest == Long.MAX_VALUE || event.from() - latest <= 0;
  }

  /** Whether {@code event} may come after its end. */
  boolean isMissedBy(TimedEvent event) {
    return value != null
        && earliest != Long.MAX_VALUE
        && (event.isInDoubt() || event.to() - earliest >= 0);
  }
}
