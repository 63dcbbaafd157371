package io.sealcache.internal.locks;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The writes of this JVM that look at nothing before they write, while they are under way: whoever
 * has locked a key waits for those that began before. One costs two atomic additions; keys share
 * them by stripes, of which each counts by turns in one of two places, so that who waits for those
 * that began isn't kept by those that begin. Thread-safe.
 */
final class BlindWrites {
  private static final int STRIPES = 256; // a power of two
  private static final int SPINS = 50;
  private static final long PAUSE_NANOS = 20_000;

  /** Of a stripe in {@link #cells}: two counts, which of them is current, and one to spare. */
  private static final int STRIPE_SHIFT = 2;

  private static final int CURRENT = 2;

  /**
   * All in one array: each put passes here, and what it has to look up must be in the CPU's cache.
   */
  private final AtomicIntegerArray cells = new AtomicIntegerArray(STRIPES << STRIPE_SHIFT);

  /** Of those who wait for a stripe; made for the first one. */
  private final AtomicReferenceArray<@Nullable ReentrantLock> turns =
      new AtomicReferenceArray<>(STRIPES);

  /** Begins a write, which ends when the result is closed, once. */
  Held enter(String key) {
    int stripe = stripe(key);
    int count = (stripe << STRIPE_SHIFT) + current(stripe);
    Passage passage = new Passage(cells, count); // before it counts, as there may be no memory
    cells.incrementAndGet(count);
    return passage;
  }

  /** A write under way: where it is counted. */
  private record Passage(AtomicIntegerArray cells, int count) implements Held {
    @Override
    public void close() {
      cells.decrementAndGet(count);
    }
  }

  /** Waits until the writes of {@code key} that are under way now have ended, or time is over. */
  void awaitEarlier(String key, long nanos) {
    int stripe = stripe(key);
    // Those that begin later see that the key is locked.
    if (isEmpty(stripe, 0) && isEmpty(stripe, 1)) {
      return;
    }
    long deadline = System.nanoTime() + nanos;
    ReentrantLock turn = turn(stripe);
    try {
      if (turn.tryLock(nanos, TimeUnit.NANOSECONDS)) {
        try {
          awaitEarlier(stripe, deadline);
        } finally {
          turn.unlock();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitEarlier(int stripe, long deadline) {
    int before = current(stripe);
    int next = 1 - before;
    if (awaitEmpty(stripe, next, deadline)) { // of those that began when it was the current one
      cells.set((stripe << STRIPE_SHIFT) + CURRENT, next);
      awaitEmpty(stripe, before, deadline);
    }
  }

  private boolean awaitEmpty(int stripe, int which, long deadline) {
    for (int spins = 0; !isEmpty(stripe, which); spins++) {
      if (Thread.currentThread().isInterrupted() || System.nanoTime() - deadline > 0) {
        return false;
      }
      if (spins < SPINS) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(this, PAUSE_NANOS);
      }
    }
    return true;
  }

  private int current(int stripe) {
    return cells.get((stripe << STRIPE_SHIFT) + CURRENT);
  }

  private boolean isEmpty(int stripe, int which) {
    return cells.get((stripe << STRIPE_SHIFT) + which) == 0;
  }

  private ReentrantLock turn(int stripe) {
    ReentrantLock known = turns.get(stripe);
    if (known != null) {
      return known;
    }
    ReentrantLock made = new ReentrantLock();
    ReentrantLock there = turns.compareAndExchange(stripe, null, made);
    return there == null ? made : there;
  }

  private static int stripe(String key) {
    int hash = key.hashCode();
    return (hash ^ hash >>> 16) & (STRIPES - 1);
  }
}
