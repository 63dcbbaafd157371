package io.sealcache.internal.store.infinispan;

import io.sealcache.internal.text.LoggerName;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
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
  private static final int AT_ONCE = 100;

  private final String cacheName;
  private final Runnable dropped;
  private final Queue<Runnable> events = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicBoolean delivers = new AtomicBoolean();
  private final AtomicBoolean full = new AtomicBoolean(); // has been, which is logged once

  /**
   * @param dropped told of each event that is
   */
  EventExecutor(String cacheName, Runnable dropped) {
    this.cacheName = cacheName;
    this.dropped = dropped;
  }

  @Override
  public void execute(Runnable event) {
    if (waiting.incrementAndGet() > CAPACITY) {
      waiting.decrementAndGet();
      drop();
      return;
    }
    events.add(event);
    if (!delivers.getAndSet(true)) {
      begin();
    }
  }

  // Where the common pool has one thread or none, the JDK makes a thread for this.
  private void begin() {
    var unused = CompletableFuture.runAsync(this::deliverSome);
  }

  // Then the turn is that of others, as the pool's threads are not only for this listener.
  private void deliverSome() {
    boolean goesOn = true;
    try {
      for (int i = 0; i < AT_ONCE && goesOn; i++) {
        goesOn = deliverNext();
      }
    } finally { // whatever the log makes of a failure, or nobody would deliver again
      if (goesOn) {
        begin();
      }
    }
  }

  /** False if none is left: whoever brings the next one begins. */
  private boolean deliverNext() {
    Runnable event = events.poll();
    if (event != null) {
      deliver(event);
      return true;
    }
    delivers.set(false);
    return !events.isEmpty() && !delivers.getAndSet(true); // one may have come between
  }

  // Nobody waits for it, so nobody else hears of a failure.
  private void deliver(Runnable event) {
    waiting.decrementAndGet();
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
