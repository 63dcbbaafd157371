package io.sealcache.internal.concurrent;

import java.util.function.LongSupplier;

/**
 * The wall clock, for who mostly asks whether a time is over that is: what was over at the last
 * look still is, so the clock isn't read again, but for one question in {@value Sampling#EVERY} by
 * chance, as it may be set back. Thread-safe.
 */
public final class RecentClock {
  private final LongSupplier millis;
  private volatile long latest = Long.MIN_VALUE;

  public RecentClock() {
    this(System::currentTimeMillis);
  }

  RecentClock(LongSupplier millis) {
    this.millis = millis;
  }

  /** Milliseconds since 1970, now. */
  public long now() {
    long now = millis.getAsLong();
    if (now != latest) { // so that threads share what they read
      latest = now;
    }
    return now;
  }

  /** Whether a time, in milliseconds since 1970, is yet to come. */
  public boolean isToCome(long time) {
    return (time > latest || Sampling.isDrawn()) && time > now();
  }
}
