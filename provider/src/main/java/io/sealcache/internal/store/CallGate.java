package io.sealcache.internal.store;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Lets calls pass until it is shut, and knows how many of them run: for what must not be closed
 * under a call. Passing costs two atomic additions, which threads seldom share. Thread-safe.
 */
final class CallGate {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private static final int STRIPES = 16; // a power of two
  private static final int DISTANCE = 32; // two cache lines

  private final String shutMessage;
  private final AtomicIntegerArray running = new AtomicIntegerArray(STRIPES * DISTANCE);
  private final long patienceNanos;
  private final LongSupplier nanoTime;
  private volatile boolean shut;

  /**
   * @param shutMessage what a call is told that comes too late
   */
  CallGate(String shutMessage) {
    this(shutMessage, PATIENCE_NANOS, System::nanoTime);
  }

  CallGate(String shutMessage, long patienceNanos, LongSupplier nanoTime) {
    this.shutMessage = shutMessage;
    this.patienceNanos = patienceNanos;
    this.nanoTime = nanoTime;
  }

  /**
   * Begins a call, which the same thread has to end by {@link #leave}.
   *
   * @throws IllegalStateException if the gate is shut
   */
  void enter() {
    running.incrementAndGet(stripe());
    if (shut) { // looked at after the call is counted, so that shut() misses none
      leave();
      throw new IllegalStateException(shutMessage);
    }
  }

  void leave() {
    running.decrementAndGet(stripe());
  }

  private static int stripe() {
    return (int) (Thread.currentThread().getId() & (STRIPES - 1)) * DISTANCE;
  }

  /**
   * Lets no more calls pass, and returns when those that run have ended; after ten seconds, or if
   * the thread is interrupted, all the same: a call that never ends must not keep what it uses from
   * closing.
   */
  void shut() {
    shut = true;
    long end = nanoTime.getAsLong() + patienceNanos;
    for (int stripe = 0; stripe < running.length(); stripe += DISTANCE) {
      // Once none has been seen, those that are counted later find the gate shut.
      while (running.get(stripe) > 0) {
        if (Thread.currentThread().isInterrupted() || nanoTime.getAsLong() - end > 0) {
          return;
        }
        LockSupport.parkNanos(this, PAUSE_NANOS);
      }
    }
  }
}
