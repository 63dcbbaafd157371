package io.sealcache.internal.locks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The threads of this JVM that are at work on one entry: those that change it, in the order in
 * which they go, and the one that loads it. Thread-safe.
 */
final class KeyState {
  /** How long who is in a call of the store keeps others out who can do without. */
  private static final long IN_STORE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final ConcurrentMap<String, KeyState> states;
  private final String key;
  private final Load.Slot loads;
  private int users; // in the atomic updates of the map
  private final List<Use> uses = new ArrayList<>(2); // this and what follows are guarded by this
  private int gone; // uses that went on

  private KeyState(ConcurrentMap<String, KeyState> states, String key, AtomicInteger endedLoads) {
    this.states = states;
    this.key = key;
    this.loads = new Load.Slot(endedLoads, this::leave);
  }

  /** That of a key, for one user more, who leaves it. */
  static KeyState join(
      ConcurrentMap<String, KeyState> states, String key, AtomicInteger endedLoads) {
    return states.compute(
        key,
        (absent, known) -> {
          KeyState state = known == null ? new KeyState(states, key, endedLoads) : known;
          state.users++;
          return state;
        });
  }

  private void leave() {
    states.computeIfPresent(key, (known, state) -> --state.users == 0 ? null : state);
  }

  Load.Slot loads() {
    return loads;
  }

  enum Doing {
    /** It waits until it may change the entry. */
    WAITS,
    /** It decides what to change, in user code maybe. */
    DECIDES,
    /** It is in a call of the store, and all is decided. */
    STORES,
    /** It runs a processor, and others may change the entry. */
    PROCESSES,
    /** It tells a synchronous listener, for which another may wait in a call of the store. */
    TELLS
  }

  /** What a thread does about the entry, until that ends. Its thread's. */
  final class Use {
    private final Thread thread = Thread.currentThread();
    private Doing doing; // guarded by the state, as are the next
    private int turn;
    private long storesSince;

    private Use(Doing doing) {
      this.doing = doing;
    }

    /** From now on nothing that was decided before is still to be done: the store does it. */
    void inStore() {
      synchronized (KeyState.this) {
        doing = Doing.STORES;
        storesSince = System.nanoTime();
        wakeOthers(); // a listener's, which may go on now
      }
    }

    /** From now on code may decide again, once nobody changes the entry who went past this. */
    void inCode(long deadline) throws InterruptedException, TimeoutException {
      synchronized (KeyState.this) {
        doing = Doing.DECIDES;
      }
      while (wasPassed()) {
        park(deadline, Long.MAX_VALUE);
      }
    }

    private boolean wasPassed() {
      synchronized (KeyState.this) {
        return uses.stream().anyMatch(use -> use.changes() && use.turn - turn > 0);
      }
    }

    private boolean changes() {
      return doing == Doing.DECIDES || doing == Doing.STORES;
    }

    /** Ends it, and leaves the key. */
    void end() {
      synchronized (KeyState.this) {
        uses.remove(this);
        wakeOthers();
      }
      leave();
    }

    private boolean keepsOut(Use other, boolean needed) {
      return doing == Doing.DECIDES || (doing == Doing.STORES && !lets(other, needed));
    }

    /** Whether another goes past a call of the store, which may wait for it or hang. */
    private boolean lets(Use other, boolean needed) {
      return thread == other.thread
          || isHere(Doing.TELLS)
          || (!needed && System.nanoTime() - storesSince >= IN_STORE_NANOS);
    }
  }

  private void wakeOthers() {
    uses.stream()
        .filter(use -> use.thread != Thread.currentThread())
        .forEach(use -> LockSupport.unpark(use.thread));
  }

  private boolean isHere(Doing doing) {
    return uses.stream()
        .anyMatch(use -> use.doing == doing && use.thread == Thread.currentThread());
  }

  /** Begins what keeps nobody out, or waits ahead of all for whom a call of the store waits not. */
  synchronized Use begin(Doing doing) {
    Use begun = new Use(doing);
    boolean isAwaited = isHere(Doing.TELLS) || isHere(Doing.STORES);
    uses.add(isAwaited ? 0 : uses.size(), begun);
    return begun;
  }

  /**
   * Waits until this thread may change the entry: until those that came before have, except one in
   * a call of the store that may wait for this thread, as it tells a listener of that change, or is
   * this thread.
   *
   * @param needed whether to wait, too, for one that has been in the store for a second
   */
  Use lock(boolean needed, long deadline) throws InterruptedException, TimeoutException {
    Use ours = begin(Doing.WAITS);
    boolean goes = false;
    try {
      while (!goesOn(ours, needed)) {
        park(deadline, needed ? Long.MAX_VALUE : IN_STORE_NANOS);
      }
      goes = true;
      return ours;
    } finally {
      if (!goes) {
        ours.end();
      }
    }
  }

  private synchronized boolean goesOn(Use ours, boolean needed) {
    boolean isBefore = true;
    for (Use use : uses) {
      if (use == ours) {
        isBefore = false;
      } else if (use.doing == Doing.WAITS ? isBefore : use.keepsOut(ours, needed)) {
        return false;
      }
    }
    ours.doing = Doing.DECIDES;
    ours.turn = ++gone;
    return true;
  }

  private void park(long deadline, long most) throws InterruptedException, TimeoutException {
    long left = deadline - System.nanoTime();
    if (left <= 0) {
      throw new TimeoutException();
    }
    LockSupport.parkNanos(this, Math.min(left, most));
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  synchronized boolean isLocked() {
    return uses.stream().anyMatch(use -> use.changes() || use.doing == Doing.WAITS);
  }

  /** Whether this thread runs code for the entry that decides what becomes of it. */
  synchronized boolean isOwn() {
    return isHere(Doing.DECIDES) || isHere(Doing.PROCESSES) || loads.isRunningHere(false);
  }
}
