package io.sealcache.internal.locks;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
  private static final int STRIPES = 512; // a power of two
  private static final int SPINS = 50;
  private static final long PAUSE_NANOS = 20_000;

  /** Made when a write of theirs begins: all of them are most of what a cache takes on the heap. */
  private final AtomicReferenceArray<@Nullable Stripe> stripes =
      new AtomicReferenceArray<>(STRIPES);

  /** Begins a write, which ends when the result is closed. */
  Passage enter(String key) {
    int index = index(key);
    Stripe stripe = stripes.get(index);
    Passage passage = (stripe == null ? made(index) : stripe).current;
    passage.running.incrementAndGet();
    return passage;
  }

  /** Waits until the writes of {@code key} that are under way now have ended, or time is over. */
  void awaitEarlier(String key, long nanos) {
    Stripe stripe = stripes.get(index(key));
    // Those that begin later see that the key is locked.
    if (stripe == null || (stripe.one.isEmpty() && stripe.other.isEmpty())) {
      return;
    }
    long deadline = System.nanoTime() + nanos;
    try {
      if (stripe.turns.tryLock(nanos, TimeUnit.NANOSECONDS)) {
        try {
          stripe.awaitEarlier(deadline);
        } finally {
          stripe.turns.unlock();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Stripe made(int index) {
    Stripe stripe = new Stripe();
    Stripe there = stripes.compareAndExchange(index, null, stripe);
    return there == null ? stripe : there;
  }

  private static int index(String key) {
    int hash = key.hashCode();
    return (hash ^ hash >>> 16) & (STRIPES - 1);
  }

  private static final class Stripe {
    private final ReentrantLock turns = new ReentrantLock();
    private final Passage one = new Passage();
    private final Passage other = new Passage();
    private volatile Passage current = one;

    private void awaitEarlier(long deadline) {
      Passage before = current;
      Passage next = before == one ? other : one;
      if (next.awaitEmpty(deadline)) { // of those that began when it was the current one
        current = next;
        before.awaitEmpty(deadline);
      }
    }
  }

  /** Where writes are counted; closed once by each. */
  static final class Passage implements Held {
    private final AtomicInteger running = new AtomicInteger();

    private boolean isEmpty() {
      return running.get() == 0;
    }

    private boolean awaitEmpty(long deadline) {
      for (int spins = 0; !isEmpty(); spins++) {
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

    @Override
    public void close() {
      running.decrementAndGet();
    }
  }
}
