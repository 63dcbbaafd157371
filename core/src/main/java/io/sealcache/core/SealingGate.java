package io.sealcache.internal.crypto;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What each value passes when it is sealed, of whichever cache: shut while the process is copied,
 * so that no copy is made of a value half sealed, and in a new epoch afterwards, in which no
 * session of before goes on. Thread-safe.
 *
 * <p>Who passes counts himself in a stripe of his thread's, so that threads don't wait for each
 * other's cache lines; who shuts waits until all stripes are empty. So no epoch ends while a value
 * is being sealed.
 */
public final class SealingGate {
  private static final int STRIPES = 64;

  /** Stripes lie 16 longs, so at least a cache line, apart. */
  private static final int STRIPE_SHIFT = 4;

  private static final long POLL_NANOS = 20_000;

  private final AtomicLongArray passing = new AtomicLongArray(STRIPES << STRIPE_SHIFT);
  private final AtomicLong epoch = new AtomicLong();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition opened = lock.newCondition();
  private volatile boolean shut;
  private @Nullable Thread shutBy; // guarded by lock; null while a rotation is all that shuts

  /** Zero since the process began, and another one after each time it may have been copied. */
  long epoch() {
    return epoch.get();
  }

  /**
   * Waits while the gate is shut. The epoch stays until {@link #leave}.
   *
   * @return for {@link #leave}
   * @throws IllegalStateException to the thread that shut it, and to one that is interrupted
   */
  int enter() {
    int stripe = ((int) Thread.currentThread().getId() & (STRIPES - 1)) << STRIPE_SHIFT;
    passing.getAndIncrement(stripe);
    // Counted before it is looked at, as who shuts shuts before looking at the counts.
    while (shut) {
      passing.getAndDecrement(stripe);
      awaitOpened();
      passing.getAndIncrement(stripe);
    }
    return stripe;
  }

  void leave(int entered) {
    passing.getAndDecrement(entered);
  }

  private void awaitOpened() {
    lock.lock();
    try {
      while (shut) {
        if (shutBy == Thread.currentThread()) {
          throw new IllegalStateException(
              "This thread takes a checkpoint of the JVM, for which no value is encrypted until it"
                  + " is restored: write to caches before, or after");
        }
        opened.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(
          "Interrupted while a checkpoint of the JVM is taken or restored, until the end of which"
              + " no value is encrypted",
          e);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Lets nobody pass from now on, and waits for those within. To be called before the process is
   * copied, by a thread that seals nothing until {@link #open}.
   */
  public void shut() {
    lock.lock();
    try {
      shut = true;
      shutBy = Thread.currentThread();
      awaitNobodyWithin();
    } finally {
      lock.unlock();
    }
  }

  /** Begins an epoch and lets all pass. To be called in each copy, by any thread. */
  public void open() {
    lock.lock();
    try {
      epoch.getAndIncrement();
      shut = false;
      shutBy = null;
      opened.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Begins an epoch: once this returns, nothing of the last one is being sealed any more. */
  public void rotate() {
    lock.lock();
    try {
      boolean wasShut = shut;
      shut = true; // those who come wait for the lock, whether interrupted or not
      awaitNobodyWithin();
      epoch.getAndIncrement();
      shut = wasShut;
    } finally {
      lock.unlock();
    }
  }

  private void awaitNobodyWithin() {
    for (int stripe = 0; stripe < passing.length(); stripe += 1 << STRIPE_SHIFT) {
      while (passing.get(stripe) != 0) {
        LockSupport.parkNanos(POLL_NANOS);
      }
    }
  }
}
