package io.sealcache.stores;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waits for what another process does in its own time. */
final class Await {
  private static final int SECONDS = 60;

  private Await() {}

  /**
   * Returns once it is so.
   *
   * @throws AssertionError if it isn't after 60 seconds
   */
  static void until(Callable<Boolean> condition) throws Exception {
    until(SECONDS, condition);
  }

  /**
   * As above.
   *
   * @throws AssertionError if it isn't after so many seconds
   */
  static void until(int seconds, Callable<Boolean> condition) throws Exception {
    long start = System.nanoTime();
    while (!condition.call()) {
      if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(seconds)) {
        throw new AssertionError("Still not so after " + seconds + " seconds");
      }
      Thread.sleep(50);
    }
  }
}
