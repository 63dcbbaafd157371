package io.sealcache.internal.locks;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.cache.CacheException;

/**
 * The names of caches that are being opened or closed, each by one thread. Thread-safe.
 *
 * <p>Who waits waits for the application too, whose code is called meanwhile, and which may wait
 * for him: so not for ever.
 */
public final class BusyNames {
  private final Duration patience;
  private final Map<String, Busy> names = new HashMap<>(); // guarded by this

  public BusyNames(Duration patience) {
    this.patience = patience;
  }

  /** What is done to a cache. */
  public enum Work {
    OPENED,
    CLOSED
  }

  private record Busy(Thread by, Work work) {
    boolean isByThisThread() {
      return by == Thread.currentThread();
    }
  }

  /**
   * The calling thread does this now, once nobody does anything else, and until {@link #end}.
   *
   * @throws CacheException if that takes too long, or the calling thread would wait for itself
   */
  public synchronized void begin(String name, Work work) {
    await(name);
    names.put(name, new Busy(Thread.currentThread(), work));
  }

  /** As above, if nobody does anything; else false. */
  public synchronized boolean tryBegin(String name, Work work) {
    return names.putIfAbsent(name, new Busy(Thread.currentThread(), work)) == null;
  }

  public synchronized void end(String name) {
    names.remove(name);
    notifyAll();
  }

  public synchronized boolean isByThisThread(String name) {
    Busy busy = names.get(name);
    return busy != null && busy.isByThisThread();
  }

  /**
   * Waits until nobody opens or closes it.
   *
   * @throws CacheException if that takes too long, or the calling thread would wait for itself
   */
  public synchronized void await(String name) {
    long deadline = System.nanoTime() + patience.toNanos();
    for (Busy busy = names.get(name); busy != null; busy = names.get(name)) {
      if (busy.isByThisThread() || !waited(deadline)) {
        throw new CacheException(
            "Cache '%s' is still being %s by %s: ask for it again once the call that does it has returned"
                .formatted(
                    name,
                    busy.work() == Work.OPENED ? "opened" : "closed",
                    busy.isByThisThread() ? "this very thread" : "another thread"));
      }
    }
  }

  /** Waits until no other thread opens a cache, or for as long as the patience lasts. */
  public synchronized void awaitOpened() {
    long deadline = System.nanoTime() + patience.toNanos();
    while (isOpenedByOthers() && waited(deadline)) {
      // looks again
    }
  }

  private boolean isOpenedByOthers() {
    return names.values().stream()
        .anyMatch(busy -> busy.work() == Work.OPENED && !busy.isByThisThread());
  }

  /** False, without waiting, after the deadline, and for a thread that is interrupted. */
  private boolean waited(long deadline) {
    long left = deadline - System.nanoTime();
    try {
      if (left > 0) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
      return left > 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public synchronized String toString() {
    return "BusyNames" + names.keySet();
  }
}
