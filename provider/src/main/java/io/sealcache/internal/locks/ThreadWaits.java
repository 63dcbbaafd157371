package io.sealcache.internal.locks;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which thread waits for what another one holds, a lock or a load: none begins to wait where it
 * would wait for itself. Thread-safe.
 */
public final class ThreadWaits {
  private final Map<Thread, Supplier<@Nullable Thread>> waiting = new HashMap<>();

  /**
   * Begins a wait of this thread, which it ends by {@link #end}.
   *
   * @param holder who holds what is waited for by now
   * @return false if that thread waits for this one, itself or by others: then nothing has begun
   */
  public synchronized boolean begin(Supplier<@Nullable Thread> holder) {
    Thread waiter = Thread.currentThread();
    Supplier<@Nullable Thread> next = holder;
    // One that has just got what it waited for may seem to wait for itself: so no further than all.
    for (int hops = 0; next != null && hops <= waiting.size(); hops++) {
      Thread thread = next.get();
      if (thread == waiter) {
        return false;
      }
      next = thread == null ? null : waiting.get(thread);
    }
    waiting.put(waiter, holder);
    return true;
  }

  public synchronized void end() {
    waiting.remove(Thread.currentThread());
  }

  /** How many threads wait. */
  public synchronized int size() {
    return waiting.size();
  }
}
