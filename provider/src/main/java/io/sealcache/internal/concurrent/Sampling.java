package io.sealcache.internal.concurrent;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Chooses the operations that are timed, where to read the clock for each would be felt: the first
 * {@value #FIRST}, and of those that follow one in {@value #EVERY} by chance. Thread-safe.
 */
public final class Sampling {
  static final int FIRST = 1_000;
  static final int EVERY = 64; // a power of two

  private final AtomicInteger first = new AtomicInteger(FIRST);

  /** Whether the operation that begins now is chosen. */
  public boolean isNext() {
    return first.get() > 0 ? first.getAndDecrement() > 0 : isDrawn();
  }

  /** Whether one operation of {@value #EVERY} is chosen, by chance alone. */
  private static boolean isDrawn() {
    return (ThreadLocalRandom.current().nextInt() & (EVERY - 1)) == 0;
  }

  /** Begins again, with the first ones. */
  public void restart() {
    first.set(FIRST);
  }
}
