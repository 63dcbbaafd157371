package io.sealcache.internal.locks;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One key's lock, which knows how many want it, counted only inside the atomic updates of the map
 * that it is in; first come, first served, or a thread that locks it again and again would keep it
 * from others. Who waits looks now and then whether the holder hangs in the store, and keeps its
 * place meanwhile, which a lock of the JDK's loses with each try. Thread-safe.
 */
final class KeyLock {
  /** How long a holder that is in a store's call is waited for, who may hang there. */
  private static final long IN_STORE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final String key;
  private final Queue<Thread> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicReference<@Nullable Thread> holder = new AtomicReference<>();
  private int users;
  private volatile long inStoreSince; // 0: not

  KeyLock(String key) {
    this.key = key;
  }

  String key() {
    return key;
  }

  KeyLock join() {
    users++;
    return this;
  }

  @Nullable KeyLock leave() {
    return --users == 0 ? null : this;
  }

  boolean lockAtOnce() {
    return waiting.isEmpty() && holder.compareAndSet(null, Thread.currentThread());
  }

  /**
   * Waits for the lock.
   *
   * @param needed whether to wait for a holder, too, that has been in the store for a second
   * @return whether it was had
   */
  boolean lock(long deadline, boolean needed) throws InterruptedException {
    Thread us = Thread.currentThread();
    waiting.add(us);
    boolean had = false;
    try {
      while (waiting.peek() != us || !holder.compareAndSet(null, us)) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        long left = deadline - System.nanoTime();
        if (left <= 0 || (!needed && hangsInStore())) {
          return false;
        }
        LockSupport.parkNanos(this, needed ? left : Math.min(left, IN_STORE_NANOS));
      }
      had = true;
      return true;
    } finally {
      waiting.remove(us);
      if (!had) { // whoever released the lock may have woken this thread and no other
        LockSupport.unpark(waiting.peek());
      }
    }
  }

  void unlock() {
    inStoreSince = 0;
    holder.set(null);
    LockSupport.unpark(waiting.peek());
  }

  void inStore(boolean calls) {
    inStoreSince = calls ? System.nanoTime() | 1 : 0;
  }

  boolean isInStore() {
    return inStoreSince != 0;
  }

  /** Whether the holder has been in a call of the store for a second. */
  boolean hangsInStore() {
    long since = inStoreSince;
    return since != 0 && System.nanoTime() - since >= IN_STORE_NANOS;
  }

  boolean isHeldByCurrentThread() {
    return holder.get() == Thread.currentThread();
  }

  @Nullable Thread holder() {
    return holder.get();
  }
}
