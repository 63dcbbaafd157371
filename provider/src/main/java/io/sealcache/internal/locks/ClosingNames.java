package io.sealcache.internal.locks;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.cache.CacheException;

/**
 * The names of caches that are being closed, until their stores are. Thread-safe.
 *
 * <p>Who waits waits for the application too, whose listeners and loaders are closed meanwhile, and
 * which may wait for him: so not for ever.
 */
public final class ClosingNames {
  private final Duration patience;
  private final Map<String, Thread> closing = new HashMap<>(); // guarded by this

  public ClosingNames(Duration patience) {
    this.patience = patience;
  }

  /** The calling thread closes it now. */
  public synchronized void begin(String name) {
    closing.put(name, Thread.currentThread());
  }

  public synchronized void end(String name) {
    closing.remove(name);
    notifyAll();
  }

  public synchronized boolean contains(String name) {
    return closing.containsKey(name);
  }

  public synchronized boolean isByThisThread(String name) {
    return closing.get(name) == Thread.currentThread();
  }

  /**
   * Waits until nobody closes it.
   *
   * @throws CacheException if that takes too long, or the calling thread would wait for itself
   */
  public synchronized void await(String name) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (closing.containsKey(name)) {
      long left = deadline - System.nanoTime();
      if (left <= 0 || isByThisThread(name)) {
        throw stillClosing(name);
      }
      try {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw stillClosing(name);
      }
    }
  }

  private static CacheException stillClosing(String name) {
    return new CacheException(
        "Cache '%s' is still being closed: ask for it again once the call that closes it has returned"
            .formatted(name));
  }
}
