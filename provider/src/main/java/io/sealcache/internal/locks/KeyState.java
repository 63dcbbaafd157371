package io.sealcache.internal.locks;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.sealcache.core.SealedBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The threads of this JVM that are at work on one entry: those that change it, in the order in
 * which they came, those that run code for it, and the one that loads it. Thread-safe.
 */
public final class KeyState {
  /** After which a listener looks whether the one that changes the entry is in the store by now. */
  private static final long LOOK_NANOS = MILLISECONDS.toNanos(5);

  private final ConcurrentMap<String, KeyState> states;
  private final String key;
  private int users; // in the atomic updates of the map
  private final ReentrantLock lock = new ReentrantLock(true);
  private volatile boolean
      inStore; // who has the lock is in a call of the store, and all is decided

  // This and what follows are guarded by this: what threads do about the entry without the lock.
  private final List<Map.Entry<Thread, Doing>> uses = new ArrayList<>(1);

  private @Nullable Load shared; // by all who miss the entry
  private int changes;

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

  enum Doing {
    /** It runs code, for other entries too maybe; others may change this one. */
    RUNS,
    /** It runs a loader for this entry alone. */
    LOADS,
    /** It tells a synchronous listener, for which another may wait in a call of the store. */
    TELLS
  }

  private static Map.Entry<Thread, Doing> here(Doing doing) {
    return Map.entry(Thread.currentThread(), doing);
  }

  synchronized void begin(Doing doing) {
    uses.add(here(doing));
  }

  synchronized void end(Doing doing) {
    uses.remove(here(doing));
  }

  /** Whether this thread does that about the entry. */
  synchronized boolean isHere(Doing doing) {
    return !uses.isEmpty() && uses.contains(here(doing));
  }

  /**
   * Waits until this thread may change the entry.
   *
   * @param ofAnother whether this thread tells a listener of another entry, and may go past so
   * @return false if it may without the lock: the one that has it may wait in a call of the store
   *     for this one, which tells a listener
   */
  boolean lock(long deadline, boolean ofAnother) throws InterruptedException, TimeoutException {
    boolean isNext = lock.isHeldByCurrentThread() || !lock.hasQueuedThreads();
    try {
      // Also by an interrupted thread, where nobody is waited for.
      if ((isNext && lock.tryLock()) || waitAndLock(ofAnother || isHere(Doing.TELLS), deadline)) {
        inStore = false;
        return true;
      }
      return false;
    } catch (InterruptedException | TimeoutException e) {
      leave();
      throw e;
    }
  }

  private boolean waitAndLock(boolean tells, long deadline)
      throws InterruptedException, TimeoutException {
    // Twice as long each time: a look costs the place in the queue.
    for (long look = LOOK_NANOS; ; look *= 2) {
      if (tells && inStore) {
        return false;
      }
      long left = deadline - System.nanoTime();
      if (lock.tryLock(tells ? Math.min(left, look) : left, NANOSECONDS)) {
        return true;
      } else if (left <= 0) {
        throw new TimeoutException();
      }
    }
  }

  /** By the thread that has the lock: whether it is in a call of the store, and all is decided. */
  void inStore(boolean isNow) {
    inStore = isNow;
  }

  /** Lets go of the lock, and leaves the key. */
  void unlock() {
    inStore = lock.getHoldCount() > 1; // a listener's on the thread that waits for it
    lock.unlock();
    leave();
  }

  /** Whether a thread changes the entry, or waits to. */
  boolean isLocked() {
    return lock.isLocked() || lock.hasQueuedThreads();
  }

  /** Whether this thread runs code for the entry that decides what becomes of it. */
  boolean isOwn() {
    return (lock.isHeldByCurrentThread() && !inStore) || isHere(Doing.RUNS) || isHere(Doing.LOADS);
  }

  /** A load of the entry by one thread, for which others may wait. Thread-safe. */
  public final class Load {
    private final Thread thread = Thread.currentThread();
    private final Doing doing;
    private final CompletableFuture<@Nullable SealedBytes> result = new CompletableFuture<>();
    private int began = changes; // guarded by the state

    private Load(Doing doing) {
      this.doing = doing;
      begin(doing);
    }

    /** Whether this thread loads; else it takes what it waits for. */
    public boolean isOurs() {
      return thread == Thread.currentThread();
    }

    CompletableFuture<@Nullable SealedBytes> result() {
      return result;
    }

    /** The loaded value, once that has ended; null: none. Each caller opens one of its own. */
    public @Nullable SealedBytes value() {
      return result.getNow(null);
    }

    /** Whether no operation of this JVM that changes the entry came since it began. */
    public boolean isUpToDate() {
      synchronized (KeyState.this) {
        return changes == began;
      }
    }

    /** Whether what was loaded may be entered: it is up to date, and nobody changes the entry. */
    public boolean mayEnter() {
      return isUpToDate() && !isLocked();
    }

    /**
     * Has other loads enter nothing any more, and later misses load again; if this one is outdated
     * itself, it enters nothing, and they are left.
     */
    public void outdateOthers() {
      synchronized (KeyState.this) {
        if (isUpToDate()) {
          change();
          began = changes;
        }
      }
    }

    /** Has later misses load again: what this one gave is of no use to the caller. */
    public void unshare() {
      synchronized (KeyState.this) {
        shared = shared == this ? null : shared;
      }
    }

    /** Tells all who wait; those that miss the entry until it is left get it too. */
    public void end(@Nullable SealedBytes value) {
      stopIf(result.complete(value));
    }

    /** As {@link #end}, where the loader failed: all who wait throw the same. */
    public void fail(Throwable failure) {
      stopIf(result.completeExceptionally(failure));
    }

    // From then on this thread may change the entry.
    private void stopIf(boolean isFirst) {
      if (isFirst) {
        KeyState.this.end(doing);
      }
    }

    /** Ends this thread's part; if it loads, the next who misses the entry loads again. */
    void leave() {
      if (isOurs()) {
        // Where it gave nothing who waits finds out by itself.
        stopIf(!result.isDone() && result.cancel(false));
        unshare();
      }
      KeyState.this.leave();
    }
  }

  /**
   * The load that all share who miss the entry: a new one where none runs. A thread that loads it
   * among others may read it on the way: that is shared with none, and loaded alone.
   *
   * @param alone whether the loader is called for this entry and no other
   */
  synchronized Load load(boolean alone) {
    if (shared == null) {
      shared = loadUnshared(alone || isHere(Doing.RUNS));
      return shared;
    }
    return shared.isOurs() ? loadUnshared(true) : shared;
  }

  /** A load of one operation's. */
  synchronized Load loadUnshared(boolean alone) {
    return new Load(alone ? Doing.LOADS : Doing.RUNS);
  }

  /** Has later misses load again, and the loads that run enter nothing. */
  synchronized void change() {
    shared = null;
    changes++;
  }
}
