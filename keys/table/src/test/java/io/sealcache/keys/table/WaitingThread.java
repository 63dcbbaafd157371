package io.sealcache.keys.table;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A thread of which a test wants to know that it waits. */
final class WaitingThread {
  private WaitingThread() {}

  /** For half a minute at most. */
  static void await(Thread thread, Thread.State state) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (thread.getState() != state) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError(thread + " is " + thread.getState() + ", and not " + state);
      }
      LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(100));
    }
  }
}
