package io.sealcache.internal.store.infinispan;

import io.sealcache.internal.text.LoggerName;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Calls an asynchronous listener off the thread that made a change, one event after the other, for
 * a store that has no thread of its own for it: there the entry is locked, and a listener that uses
 * the cache could wait for its own caller. Thread-safe.
 */
final class EventExecutor implements Executor {
  private static final Logger LOGGER = LoggerName.STORE.logger();
  private static final int IDLE_SECONDS = 1; // the thread ends then: nobody closes this

  private final String cacheName;

  // A listener may find its services by it.
  private final @Nullable ClassLoader context = Thread.currentThread().getContextClassLoader();
  private final ThreadPoolExecutor one =
      new ThreadPoolExecutor(
          1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::thread);

  EventExecutor(String cacheName) {
    this.cacheName = cacheName;
    one.allowCoreThreadTimeOut(true);
  }

  private Thread thread(Runnable events) {
    Thread thread = new Thread(null, events, "sealcache-events", 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(context);
    return thread;
  }

  @Override
  public void execute(Runnable event) {
    one.execute(() -> deliver(event));
  }

  // Nobody waits for it, so nobody else hears of a failure.
  private void deliver(Runnable event) {
    try {
      event.run();
    } catch (Throwable e) { // a checked one too, which other languages throw undeclared
      LOGGER.log(
          Level.WARNING,
          "Cache ''{0}'': an asynchronous cache entry listener failed: {1}",
          cacheName,
          e.getClass().getName()); // its message may show an entry
    }
  }
}
