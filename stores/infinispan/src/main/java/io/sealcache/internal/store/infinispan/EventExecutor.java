package io.sealcache.internal.store.infinispan;

import io.sealcache.internal.text.LoggerName;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Calls an asynchronous listener off the thread that made a change, one event after the other, for
 * a store that has no thread of its own for it: there the entry is locked, and a listener that uses
 * the cache could wait for its own caller. A listener that falls behind doesn't fill the memory:
 * what it has no place for is dropped. Thread-safe.
 */
final class EventExecutor implements Executor {
  private static final Logger LOGGER = LoggerName.STORE.logger();
  private static final int CAPACITY = 10_000;

  private final String cacheName;
  private final Runnable dropped;
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicBoolean full = new AtomicBoolean(); // has been, which is logged once
  private CompletableFuture<Void> last = CompletableFuture.completedFuture(null); // guarded by this

  /**
   * @param dropped told of each event that is
   */
  EventExecutor(String cacheName, Runnable dropped) {
    this.cacheName = cacheName;
    this.dropped = dropped;
  }

  // Each begins anew in the pool, whose threads are not only for this listener.
  @Override
  public void execute(Runnable event) {
    if (waiting.incrementAndGet() > CAPACITY) {
      waiting.decrementAndGet();
      drop();
      return;
    }
    synchronized (this) {
      last = last.whenCompleteAsync((none, failure) -> deliver(event), ForkJoinPool.commonPool());
    }
  }

  // Nobody waits for it, so nobody else hears of a failure.
  private void deliver(Runnable event) {
    waiting.decrementAndGet();
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

  private void drop() {
    if (!full.getAndSet(true)) {
      LOGGER.log(
          Level.WARNING,
          "Cache ''{0}'': an asynchronous cache entry listener is more than {1} events behind; those"
              + " that it has no place for are dropped, now and later, and counted in the MXBean"
              + " io.sealcache:type=Encryption as DroppedEvents",
          cacheName,
          CAPACITY);
    }
    dropped.run();
  }
}
