package io.sealcache.stores;

import java.util.concurrent.Callable;

/** Waits for what another process does in its own time. */
final class Await {
  private static final long LIMIT_NANOS = 20_000_000_000L;

  private Await() {}

  /**
   * Returns once it is so.
   *
   * @throws AssertionError if it isn't after 20 seconds
   */
  static void until(Callable<Boolean> condition) throws Exception {
    long start = System.nanoTime();
    while (!condition.call()) {
      if (System.nanoTime() - start > LIMIT_NANOS) {
        throw new AssertionError("Still not so after 20 seconds");
      }
      Thread.sleep(50);
    }
  }
}
