package io.sealcache.internal.locks;

import io.sealcache.core.SealedBytes;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The threads of this JVM that are at work on one entry: those that change it, in the order in
 * which they came, those that run code for it, and the one that loads it. Thread-safe.
 */
public final class KeyState {
  /** How long who is in a call of the store keeps others out who can do without. */
  private static final long IN_STORE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** How often a listener looks whether the one that changes the entry is in the store by now. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final ConcurrentMap<String, KeyState> states;
  private final String key;
  private int users; // in the atomic updates of the map
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Thread> waiting = new ConcurrentLinkedDeque<>(); // for the lock; next first
  private volatile long storesSince; // who has the lock; 0: it is in no call of the store
  private final List<Use> uses = new ArrayList<>(1); // this and what follows are guarded by this
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

  /** The work of a thread on the entry without the lock, until it ends. */
  final class Use {
    private final Thread thread = Thread.currentThread();
    private final Doing doing;

    private Use(Doing doing) {
      this.doing = doing;
    }

    boolean isHere() {
      return thread == Thread.currentThread();
    }

    void start() {
      synchronized (KeyState.this) {
        uses.add(this);
      }
    }

    void stop() {
      synchronized (KeyState.this) {
        uses.remove(this);
      }
    }

    /** Stops it, and leaves the key. */
    void end() {
      stop();
      leave();
    }
  }

  Use begin(Doing doing) {
    Use begun = new Use(doing);
    begun.start();
    return begun;
  }

  /** Whether this thread does that about the entry. */
  synchronized boolean isHere(Doing doing) {
    for (Use use : uses) { // not by a stream: each change asks
      if (use.doing == doing && use.isHere()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Waits until this thread may change the entry. It keeps its place while it looks, now and then,
   * at what the one that has the lock does.
   *
   * @param needed whether to wait, too, for one that has been in the store for a second
   * @return false if it may without the lock: the one that has it may wait in a call of the store
   *     for this one, which tells a listener, or hangs there
   */
  boolean lock(boolean needed, long deadline) throws InterruptedException, TimeoutException {
    boolean isNext = lock.isHeldByCurrentThread() || waiting.isEmpty();
    // Also by an interrupted thread, where nobody is waited for.
    if ((isNext && lock.tryLock()) || waitAndLock(needed, deadline)) {
      storesSince = 0;
      return true;
    }
    return false;
  }

  private boolean waitAndLock(boolean needed, long deadline)
      throws InterruptedException, TimeoutException {
    boolean tells = isHere(Doing.TELLS);
    long patience = tells ? 0 : needed ? Long.MAX_VALUE : IN_STORE_NANOS;
    Thread here = Thread.currentThread();
    if (tells) {
      waiting.addFirst(here); // the store may keep others waiting for it
    } else {
      waiting.addLast(here);
    }
    try {
      while (waiting.peek() != here || !lock.tryLock()) {
        long left = deadline - System.nanoTime();
        if (isInStore(patience)) {
          return false;
        } else if (Thread.interrupted()) {
          throw new InterruptedException();
        } else if (left <= 0) {
          throw new TimeoutException();
        }
        LockSupport.parkNanos(this, Math.min(left, Math.max(patience, LOOK_NANOS)));
      }
      return true;
    } catch (InterruptedException | TimeoutException e) {
      leave();
      throw e;
    } finally {
      waiting.remove(here);
      if (!lock.isHeldByCurrentThread()) {
        LockSupport.unpark(waiting.peek()); // which may be next by that
      }
    }
  }

  private boolean isInStore(long nanos) {
    long since = storesSince;
    return since != 0 && System.nanoTime() - since >= nanos;
  }

  /** By the thread that has the lock: whether it is in a call of the store, and all is decided. */
  void inStore(boolean isNow) {
    storesSince = isNow ? System.nanoTime() | 1 : 0; // which is not 0
  }

  /** Lets go of the lock, and leaves the key. */
  void unlock() {
    inStore(lock.getHoldCount() > 1); // a listener's on the thread that waits for it
    lock.unlock();
    LockSupport.unpark(waiting.peek());
    leave();
  }

  /** Whether a thread changes the entry, or waits to. */
  boolean isLocked() {
    return lock.isLocked() || !waiting.isEmpty();
  }

  /** Whether this thread runs code for the entry that decides what becomes of it. */
  boolean isOwn() {
    return (lock.isHeldByCurrentThread() && storesSince == 0)
        || isHere(Doing.RUNS)
        || isHere(Doing.LOADS);
  }

  /** A load of the entry by one thread, for which others may wait. Thread-safe. */
  public final class Load {
    private final Use use;
    private final CompletableFuture<@Nullable SealedBytes> result = new CompletableFuture<>();
    private int began = changes; // guarded by the state

    private Load(Use use) {
      this.use = use;
    }

    /** Whether this thread loads; else it takes what it waits for. */
    public boolean isOurs() {
      return use.isHere();
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
      result.complete(value);
      use.stop(); // from now on this thread may change the entry
    }

    /** As {@link #end}, where the loader failed: all who wait throw the same. */
    public void fail(Throwable failure) {
      result.completeExceptionally(failure);
      use.stop();
    }

    /** Ends this thread's part; if it loads, the next who misses the entry loads again. */
    void leave() {
      if (isOurs()) {
        result.cancel(false); // where it gave nothing: who waits finds out by itself
        use.stop();
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
    return new Load(begin(alone ? Doing.LOADS : Doing.RUNS));
  }

  /** Has later misses load again, and the loads that run enter nothing. */
  synchronized void change() {
    shared = null;
    changes++;
  }
}
