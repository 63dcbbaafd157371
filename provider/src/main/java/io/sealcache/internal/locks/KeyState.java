package io.sealcache.internal.locks;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What threads of this JVM do to one entry while any does: who changes it, in the order in which
 * they came, who loads it, and whether it was changed since. Thread-safe.
 */
final class KeyState {
  /** How long a holder that is in a call of the store keeps others out who can do without. */
  private static final long IN_STORE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final ConcurrentMap<String, KeyState> states;
  private final String key;
  private final Deque<Thread> waiting = new ArrayDeque<>(2); // guarded by this
  private volatile @Nullable Holder holder; // written under this
  private int users; // in the atomic updates of the map
  private final Load.Slot loads = new Load.Slot();

  private KeyState(ConcurrentMap<String, KeyState> states, String key) {
    this.states = states;
    this.key = key;
  }

  /** That of a key, for one user more, who leaves it. */
  static KeyState join(ConcurrentMap<String, KeyState> states, String key) {
    return states.compute(
        key,
        (absent, known) -> {
          KeyState state = known == null ? new KeyState(states, key) : known;
          state.users++;
          return state;
        });
  }

  void leave() {
    states.computeIfPresent(key, (known, state) -> --state.users == 0 ? null : state);
  }

  Load.Slot loads() {
    return loads;
  }

  /**
   * Who may change the entry; above another that is in the store, and waits for this or hangs. Its
   * thread's, but for what is volatile.
   */
  final class Holder {
    private final Thread thread = Thread.currentThread();
    private final @Nullable Holder below;
    private volatile long inStoreSince; // 0: not
    private boolean released;

    private Holder(@Nullable Holder below) {
      this.below = below;
    }

    /** From now on nothing that was decided before is still to be done: the store does it. */
    void inStore() {
      inStoreSince = System.nanoTime() | 1;
      synchronized (KeyState.this) {
        waiting.forEach(LockSupport::unpark); // a listener's, which may go on now
      }
    }

    /** From now on code may decide again, once nobody changes the entry who was lent it. */
    void inCode(long deadline) throws InterruptedException, TimeoutException {
      synchronized (KeyState.this) {
        inStoreSince = 0;
      }
      while (holder != this) {
        park(Math.max(0, deadline - System.nanoTime()));
      }
    }

    private boolean isInStore() {
      return inStoreSince != 0;
    }

    private boolean hangsInStore() {
      long since = inStoreSince;
      return since != 0 && System.nanoTime() - since >= IN_STORE_NANOS;
    }

    private boolean isThisThreads() {
      return thread == Thread.currentThread();
    }

    /** Ends it, and leaves the key. */
    void release() {
      synchronized (KeyState.this) {
        released = true;
        Holder top = holder;
        while (top != null && top.released) {
          top = top.below;
        }
        holder = top;
        if (top == null) {
          LockSupport.unpark(waiting.peek());
        } else {
          LockSupport.unpark(top.thread);
          waiting.forEach(LockSupport::unpark); // it may be lent again
        }
      }
      leave();
    }
  }

  boolean isLocked() {
    return holder != null;
  }

  /** Whether this thread runs code for the entry, as its holder or in its load. */
  boolean isOwn() {
    Holder top = holder;
    return (top != null && top.isThisThreads() && !top.isInStore()) || loads.areRunningHere();
  }

  /**
   * Waits until this thread may change the entry.
   *
   * @param told whether this thread tells of a change of it, so that a holder that is in the store
   *     may wait for this thread
   * @param needed whether to wait, too, for a holder that has been in the store for a second
   */
  Holder lock(boolean told, boolean needed, long deadline)
      throws InterruptedException, TimeoutException {
    Holder had = tryLock(told, needed, true);
    if (had != null) {
      return had;
    }
    Thread here = Thread.currentThread();
    try {
      for (had = tryLock(told, needed, false); had == null; had = tryLock(told, needed, false)) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          throw new TimeoutException();
        }
        park(needed ? left : Math.min(left, IN_STORE_NANOS));
      }
      return had;
    } finally {
      synchronized (this) {
        waiting.remove(here);
        LockSupport.unpark(waiting.peek()); // whoever released it may have woken this thread alone
      }
    }
  }

  /** Without waiting, where no time is left. */
  private void park(long nanos) throws InterruptedException, TimeoutException {
    if (nanos == 0) {
      throw new TimeoutException();
    }
    LockSupport.parkNanos(this, nanos);
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  /**
   * @param first whether the thread queues only now
   */
  private synchronized @Nullable Holder tryLock(boolean told, boolean needed, boolean first) {
    Holder top = holder;
    boolean free = top == null && (first ? waiting.isEmpty() : waiting.peek() == current());
    boolean lent =
        top != null
            && top.isInStore()
            && (told || top.isThisThreads() || (!needed && top.hangsInStore()));
    if (free || lent) {
      Holder ours = new Holder(top);
      holder = ours;
      return ours;
    }
    if (first) {
      waiting.add(current());
    }
    return null;
  }

  private static Thread current() {
    return Thread.currentThread();
  }
}
