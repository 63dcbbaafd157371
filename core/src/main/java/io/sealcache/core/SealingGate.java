package io.sealcache.core;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.StampedLock;
import org.jspecify.annotations.Nullable;

/**
 * A gate that each value passes when it is sealed, of whichever cache: shut while the process is
 * copied, so that no copy is made of a value half sealed, and in a new epoch afterwards, in which
 * no session of before goes on. Thread-safe.
 *
 * <p>Each thread that seals reads a lock of its stripe, so that threads don't wait for each other's
 * cache lines; an epoch ends once all of them could be written.
 */
public final class SealingGate {
  private static final int STRIPE_BITS = 6;

  /** Fibonacci hashing (Knuth, TAOCP 6.4): threads that follow each other get stripes far apart. */
  private static final int SPREAD = 0x9e3779b9;

  private final StampedLock[] stripes = new StampedLock[1 << STRIPE_BITS];
  private final AtomicLong epoch = new AtomicLong();
  private volatile boolean closed;

  private final ReentrantLock turn = new ReentrantLock();
  private final Condition opened = turn.newCondition();
  private @Nullable Thread shutBy; // guarded by turn

  /** Open. */
  public SealingGate() {
    for (int i = 0; i < stripes.length; i++) {
      stripes[i] = new StampedLock();
    }
  }

  /** Zero since the process began, and another one after each time it may have been copied. */
  long epoch() {
    return epoch.get();
  }

  /**
   * Waits while the gate is shut. The epoch stays until {@link #leave}.
   *
   * @return for {@link #leave}, by the same thread
   * @throws IllegalStateException to the thread that shut it, and to one that is interrupted
   */
  long enter() {
    StampedLock mine = stripe();
    long entered = mine.tryReadLock();
    // Looked at once it is locked: either this sees that it is closed, or is seen and waited for.
    while (entered == 0 || closed) {
      if (entered != 0) {
        mine.unlockRead(entered);
      }
      awaitOpen();
      entered = mine.tryReadLock();
    }
    return entered;
  }

  void leave(long entered) {
    stripe().unlockRead(entered);
  }

  StampedLock stripe() {
    int hash = (int) Thread.currentThread().getId() * SPREAD;
    return stripes[hash >>> (Integer.SIZE - STRIPE_BITS)];
  }

  private void awaitOpen() {
    turn.lock(); // a rotation ends by itself
    try {
      while (shutBy != null) {
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
      turn.unlock();
    }
  }

  /**
   * Lets nobody pass from now on, and waits for those within. To be called before the process is
   * copied, by a thread that seals nothing until {@link #open}.
   */
  public void shut() {
    turn(() -> shutBy = Thread.currentThread());
  }

  /** Begins an epoch and lets all pass. To be called in each copy, by any thread. */
  public void open() {
    turn(() -> shutBy = null);
  }

  /** Begins an epoch: once this returns, nothing of the last one is being sealed any more. */
  public void rotate() {
    turn(() -> {});
  }

  private void turn(Runnable change) {
    turn.lock();
    try {
      closed = true;
      for (StampedLock stripe : stripes) {
        stripe.unlockWrite(stripe.writeLock());
      }
      epoch.incrementAndGet();
      change.run();
      closed = shutBy != null;
      opened.signalAll();
    } finally {
      turn.unlock();
    }
  }
}
