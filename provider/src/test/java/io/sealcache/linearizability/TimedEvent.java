package io.sealcache.linearizability;

import java.util.concurrent.TimeUnit;

/**
 * A call on one key, and when it was made.
 *
 * @param from by {@link System#nanoTime}, before the call
 * @param to after it
 */
record TimedEvent(Event event, long from, long to) {
  /** Between the clocks of this JVM and a store's, and for stores that count milliseconds. */
  private static final long TOLERANCE = TimeUnit.MILLISECONDS.toNanos(30);

  /** Whether it is unknown if it took effect, and when: from its beginning until ever. */
  boolean isInDoubt() {
    return event.outcome() instanceof Outcome.Threw;
  }

  /** The same call before it returned. */
  TimedEvent running() {
    return new TimedEvent(
        new Event(
            event.thread(),
            event.operation(),
            new Outcome.Threw("nothing yet"),
            event.invoked(),
            Long.MAX_VALUE),
        from,
        to);
  }

  /** The holding that it leaves if it gives {@code value} a life of that many nanoseconds. */
  Holding begins(String value, long life) {
    return new Holding(
        value, from + life - TOLERANCE, isInDoubt() ? Long.MAX_VALUE : to + life + TOLERANCE);
  }
}
