package io.sealcache.internal.locks;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;

/** How long one operation waits for other threads, all its waits together. One thread's. */
public final class WaitBudget {
  private long left; // in nanoseconds

  WaitBudget(Duration timeout) {
    this.left = NANOSECONDS.convert(timeout);
  }

  /** Until when a wait that begins now may last. */
  long deadline() {
    return System.nanoTime() + left;
  }

  /** Takes a wait that has ended from what is left. */
  void waited(long deadline) {
    left = Math.max(0, deadline - System.nanoTime());
  }
}
