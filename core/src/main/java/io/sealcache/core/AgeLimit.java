package io.sealcache.internal.store;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long after it was written a value is accepted, so that a store can't bring back older ones: a
 * bound on replay. Immutable.
 *
 * @param limit null: for ever
 */
public record AgeLimit(@Nullable Duration limit) {
  /** For clocks of two machines that disagree a little. */
  private static final long TOLERANCE_MILLIS = 5_000;

  /** No bound. */
  public static final AgeLimit NONE = new AgeLimit(null);

  public boolean isExceeded(long writeTimeMillis, long nowMillis) {
    if (limit == null) {
      return false;
    }
    long age = nowMillis - writeTimeMillis;
    // Compared as durations: the limit may be longer than a long of milliseconds.
    return age > TOLERANCE_MILLIS && Duration.ofMillis(age - TOLERANCE_MILLIS).compareTo(limit) > 0;
  }

  /** Whether one fast clock would have the value accepted for longer than the limit. */
  public boolean isFromTheFuture(long writeTimeMillis, long nowMillis) {
    return limit != null && writeTimeMillis - nowMillis > TOLERANCE_MILLIS;
  }
}
