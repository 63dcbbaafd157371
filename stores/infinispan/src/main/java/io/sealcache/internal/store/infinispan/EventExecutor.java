package io.sealcache.internal.store.infinispan;

import io.sealcache.internal.text.LoggerName;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

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
  private final Queue<Runnable> waiting = new ArrayDeque<>(); // guarded by this
  private boolean running; // guarded by this: a thread takes what waits
  private boolean full; // guarded by this: has been, which is logged once

  /**
   * @param dropped told of each event that is
   */
  EventExecutor(String cacheName, Runnable dropped) {
    this.cacheName = cacheName;
    this.dropped = dropped;
  }

  @Override
  public void execute(Runnable event) {
    if (!add(event)) {
      dropped.run();
    }
  }

  private synchronized boolean add(Runnable event) {
    if (waiting.size() == CAPACITY) {
      warn();
      return false;
    }
    waiting.add(event);
    if (!running) {
      running = true;
      ForkJoinPool.commonPool().execute(this::deliverNext);
    }
    return true;
  }

  // One at a time: the pool's threads are not only for this listener.
  private void deliverNext() {
    @Nullable Runnable event;
    synchronized (this) {
      event = waiting.poll();
    }
    try {
      if (event != null) {
        deliver(event);
      }
    } finally {
      goOn();
    }
  }

  private synchronized void goOn() {
    running = !waiting.isEmpty();
    if (running) {
      ForkJoinPool.commonPool().execute(this::deliverNext);
    }
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

  private void warn() {
    if (!full) {
      full = true;
      LOGGER.log(
          Level.WARNING,
          "Cache ''{0}'': an asynchronous cache entry listener is more than {1} events behind; those"
              + " that it has no place for are dropped, now and later, and counted in the MXBean"
              + " io.sealcache:type=Encryption as DroppedEvents",
          cacheName,
          CAPACITY);
    }
  }
}
