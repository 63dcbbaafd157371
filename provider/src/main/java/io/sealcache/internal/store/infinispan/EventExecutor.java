package io.sealcache.internal.store.infinispan;

import io.sealcache.internal.text.LoggerName;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;

/**
 * Calls an asynchronous listener off the thread that made a change, one event after the other, for
 * a store that has no thread of its own for it: there the entry is locked, and a listener that uses
 * the cache could wait for its own caller. Thread-safe.
 */
final class EventExecutor implements Executor {
  private static final Logger LOGGER = LoggerName.STORE.logger();

  private final String cacheName;
  private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

  EventExecutor(String cacheName) {
    this.cacheName = cacheName;
  }

  @Override
  public synchronized void execute(Runnable event) {
    last = last.thenRunAsync(() -> deliver(event), ForkJoinPool.commonPool());
  }

  // Nobody waits for it, so nobody else hears of a failure.
  private void deliver(Runnable event) {
    try {
      event.run();
    } catch (RuntimeException | Error e) {
      LOGGER.log(
          Level.WARNING,
          "Cache ''{0}'': an asynchronous cache entry listener failed: {1}",
          cacheName,
          e.getClass().getName()); // its message may show an entry
    }
  }
}
