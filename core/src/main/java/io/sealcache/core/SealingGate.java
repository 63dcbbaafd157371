package io.sealcache.core;

import java.util.concurrent.locks.StampedLock;
import org.jspecify.annotations.Nullable;

/**
 * What each value passes when it is sealed, of whichever cache: shut while the process is copied,
 * so that no copy is made of a value half sealed, and in a new epoch afterwards, in which no
 * session of before goes on. Thread-safe.
 *
 * <p>Each thread that seals reads a lock of its stripe, so that threads don't wait for each other's
 * cache lines; shutting writes all of them. So no epoch ends while a value is being sealed.
 */
public final class SealingGate {
  private static final int STRIPE_BITS = 6;

  /** Fibonacci hashing (Knuth, TAOCP 6.4): threads that follow each other get stripes far apart. */
  private static final int SPREAD = 0x9e3779b9;

  private final StampedLock[] stripes = new StampedLock[1 << STRIPE_BITS];
  private final long[] written = new long[stripes.length]; // guarded by this; 0 while open
  private volatile long epoch;
  private volatile boolean busy;
  private volatile @Nullable Thread shutBy;

  /** Open. */
  public SealingGate() {
    for (int i = 0; i < stripes.length; i++) {
      stripes[i] = new StampedLock();
    }
  }

  /** Zero since the process began, and another one after each time it may have been copied. */
  long epoch() {
    return epoch;
  }

  /**
   * Waits while the gate is shut. The epoch stays until {@link #leave}.
   *
   * @return for {@link #leave}, by the same thread
   * @throws IllegalStateException to the thread that shut it, and to one that is interrupted
   */
  long enter() {
    StampedLock mine = stripe();
    long entered = busy ? 0 : mine.tryReadLock();
    return entered == 0 ? await(mine) : entered;
  }

  void leave(long entered) {
    stripe().unlockRead(entered);
  }

  StampedLock stripe() {
    int hash = (int) Thread.currentThread().getId() * SPREAD;
    return stripes[hash >>> (Integer.SIZE - STRIPE_BITS)];
  }

  private long await(StampedLock mine) {
    Thread by = shutBy;
    if (by == null) {
      return mine.readLock(); // a rotation ends by itself
    }
    if (by == Thread.currentThread()) {
      throw new IllegalStateException(
          "This thread takes a checkpoint of the JVM, for which no value is encrypted until it is"
              + " restored: write to caches before, or after");
    }
    try {
      return mine.readLockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(
          "Interrupted while a checkpoint of the JVM is taken or restored, until the end of which"
              + " no value is encrypted",
          e);
    }
  }

  /**
   * Lets nobody pass from now on, and waits for those within. To be called before the process is
   * copied, by a thread that seals nothing until {@link #open}.
   */
  public synchronized void shut() {
    shutBy = Thread.currentThread();
    lock();
  }

  /** Begins an epoch and lets all pass. To be called in each copy, by any thread. */
  public synchronized void open() {
    epoch++;
    shutBy = null;
    unlock();
  }

  /** Begins an epoch: once this returns, nothing of the last one is being sealed any more. */
  public synchronized void rotate() {
    lock();
    epoch++;
    if (shutBy == null) {
      unlock();
    }
  }

  private void lock() {
    busy = true; // or those who come could keep a writer waiting for ever
    for (int i = 0; i < stripes.length; i++) {
      if (written[i] == 0) {
        written[i] = stripes[i].writeLock();
      }
    }
  }

  private void unlock() {
    for (int i = 0; i < stripes.length; i++) {
      if (written[i] != 0) {
        stripes[i].unlockWrite(written[i]);
        written[i] = 0;
      }
    }
    busy = false;
  }
}
