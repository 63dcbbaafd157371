package io.sealcache.internal.concurrent;

import java.util.concurrent.atomic.LongAdder;

/**
 * How long an operation takes, of one in {@value #EVERY} by chance: to read the clock for each
 * would be felt. Thread-safe.
 */
public final class SampledTime {
  static final int EVERY = Sampling.EVERY;

  private static final long NOT_TIMED = Long.MIN_VALUE;

  private final LongAdder count = new LongAdder();
  private final LongAdder nanos = new LongAdder();

  /**
   * An operation begins.
   *
   * @return what {@link #end} takes
   */
  public long begin() {
    return Sampling.isDrawn() ? System.nanoTime() : NOT_TIMED;
  }

  /** It ends now; one that fails is not told. */
  public void end(long begun) {
    if (begun != NOT_TIMED) {
      nanos.add(System.nanoTime() - begun);
      count.increment();
    }
  }

  /** How many were timed. */
  public long count() {
    return count.sum();
  }

  /** How long those took. */
  public long nanos() {
    return nanos.sum();
  }
}
