package io.sealcache.internal.locks;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.sealcache.core.StoredKey;
import io.sealcache.internal.locks.KeyState.Doing;
import io.sealcache.internal.locks.KeyState.Load;
import io.sealcache.internal.seal.EntryAccess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.cache.CacheException;
import javax.cache.integration.CacheLoaderException;

/**
 * The threads that change and load the entries of one cache in this JVM: docs/adr/0019. An
 * operation that looks before it writes holds the entry, so that it loses hardly a race in this
 * JVM; and so does whoever calls a writer, so that it is called in the order in which the store
 * changes. Other writes wait where an entry is held. Stored entries never depend on it.
 * Thread-safe.
 */
public final class EntryLocks {
  private final String cacheName;
  private final boolean hasWriter;
  private final Duration timeout;
  private final ConcurrentMap<String, KeyState> states = new ConcurrentHashMap<>();
  private final Set<Thread> tellers = ConcurrentHashMap.newKeySet();
  private final AtomicInteger ended = new AtomicInteger(); // loads
  private final EntryLock ofNothing = new EntryLock(List.of(), List.of(), Doing.RUNS);

  /**
   * @param hasWriter whether the cache has a writer
   * @param timeout how long an operation waits for others, and may lose races
   */
  public EntryLocks(String cacheName, boolean hasWriter, Duration timeout) {
    this.cacheName = cacheName;
    this.hasWriter = hasWriter;
    this.timeout = timeout;
  }

  public String cacheName() {
    return cacheName;
  }

  public Duration timeout() {
    return timeout;
  }

  private KeyState join(StoredKey key) {
    return KeyState.join(states, key.text());
  }

  /** That of an operation which begins now. */
  public WaitBudget patience() {
    return new WaitBudget(timeout);
  }

  /**
   * Holds one entry, for what looks before it writes.
   *
   * @throws CacheException if that took too long, the thread was interrupted, or is in code that is
   *     called for this very entry
   */
  public EntryLock lock(EntryAccess<?> entry, WaitBudget patience) {
    return hold(List.of(entry), true, patience);
  }

  /**
   * Begins a write that looks at nothing before.
   *
   * @throws CacheException as {@link #lock}
   */
  public EntryLock pass(EntryAccess<?> entry) {
    boolean mayWait = hasWriter || states.containsKey(entry.key().text());
    return mayWait ? hold(List.of(entry), hasWriter, patience()) : ofNothing;
  }

  /**
   * As above, of several.
   *
   * @param entries in the order in which all hold them
   */
  public EntryLock pass(Collection<? extends EntryAccess<?>> entries, WaitBudget patience) {
    return hold(entries, hasWriter, patience);
  }

  /**
   * @param all whether those that nobody holds are held too
   */
  private EntryLock hold(
      Collection<? extends EntryAccess<?>> entries, boolean all, WaitBudget patience) {
    List<KeyState> locked = new ArrayList<>(all ? entries.size() : 0);
    List<KeyState> past = new ArrayList<>(0);
    EntryLock held = new EntryLock(locked, past, Doing.RUNS);
    long deadline = patience.deadline();
    try {
      for (EntryAccess<?> entry : entries) {
        requireNotOwn(entry);
        if (all || isLocked(entry)) {
          KeyState state = join(entry.key());
          if (state.lock(deadline, !hasWriter && tellers.contains(Thread.currentThread()))) {
            locked.add(state);
          } else {
            state.begin(Doing.RUNS); // until it calls the store, as one that has the lock
            past.add(state);
          }
        }
      }
      return held;
    } catch (TimeoutException | InterruptedException e) {
      held.close();
      throw new CacheException(describe(e, "changing"));
    } catch (RuntimeException | Error e) {
      held.close();
      throw e;
    } finally {
      patience.waited(deadline);
    }
  }

  private boolean isLocked(EntryAccess<?> entry) {
    KeyState state = states.get(entry.key().text());
    return state != null && state.isLocked();
  }

  private String describe(Exception waiting, String others) {
    if (waiting instanceof InterruptedException) {
      Thread.currentThread().interrupt();
      return "Cache '%s': interrupted while another thread was %s this entry"
          .formatted(cacheName, others);
    }
    return ("Cache '%s': another thread is %s this entry, and this one waited %d ms for it; setting"
            + " contention-timeout is how long it waits")
        .formatted(cacheName, others, timeout.toMillis());
  }

  /**
   * Runs a processor for an entry that it doesn't hold: others may change it meanwhile.
   *
   * @throws CacheException if this thread is in code that is called for it already
   */
  public <T> T process(EntryAccess<?> entry, Supplier<T> processor) {
    requireNotOwn(entry);
    try (EntryLock running = begin(Doing.RUNS, List.of(entry.key()))) {
      return processor.get();
    }
  }

  /**
   * Tells a synchronous listener of changes. The thread that made one may wait for that in the
   * store, and lets the listener change the entry.
   */
  public void tell(Collection<StoredKey> keys, Runnable telling) {
    boolean isOutermost = tellers.add(Thread.currentThread());
    try (EntryLock told = begin(Doing.TELLS, keys)) {
      telling.run();
    } finally {
      if (isOutermost) {
        tellers.remove(Thread.currentThread());
      }
    }
  }

  private EntryLock begin(Doing doing, Collection<StoredKey> keys) {
    List<KeyState> used = keys.stream().map(this::join).toList();
    used.forEach(each -> each.begin(doing));
    return new EntryLock(List.of(), used, doing);
  }

  /**
   * For a change or load by another thread, which this one may wait for.
   *
   * @throws CacheException if this thread is in code that is called for the entry
   */
  public void requireNotOwn(EntryAccess<?> entry) {
    KeyState state = states.get(entry.key().text());
    if (state != null && state.isOwn()) {
      throw new CacheException(
          ("Cache '%s': a processor, writer or loader changes, through the cache, the entry that it"
                  + " is called for, so that it would wait for itself; a processor does so by its"
                  + " MutableEntry, a loader by what it returns")
              .formatted(cacheName));
    }
  }

  /** Whether no thread changes or loads any entry, or runs code for one. */
  public boolean isIdle() {
    return states.isEmpty();
  }

  /**
   * Taken before the store is read: if it is another one when a load begins, one may have ended
   * since, so that what it entered was missed.
   */
  public int stamp() {
    return ended.get();
  }

  /**
   * Begins or joins the load of an entry.
   *
   * @param alone whether it is loaded by itself, not among others
   * @throws CacheLoaderException if the loader reads what it is called for
   */
  public Load load(EntryAccess<?> entry, boolean alone) {
    KeyState state = states.get(entry.key().text());
    if (state != null && state.isHere(Doing.LOADS)) {
      throw new CacheLoaderException(
          ("Cache '%s': its loader reads, through the cache, the entry that it is called for, so"
                  + " that it would wait for itself")
              .formatted(cacheName));
    }
    return join(entry.key()).load(alone);
  }

  /** Begins a load of an entry, among others, that is shared with nobody. */
  public Load loadUnshared(EntryAccess<?> entry) {
    return join(entry.key()).loadUnshared(false);
  }

  /** Ends this thread's part in a load; if it loads, the next who misses the entry loads again. */
  public void end(Load load) {
    if (load.isOurs()) {
      ended.incrementAndGet();
    }
    load.leave();
  }

  /**
   * Waits for what another thread loads.
   *
   * @return false if that was given up, for a reason of its thread's
   * @throws CacheLoaderException if that takes too long or the thread is interrupted
   * @throws RuntimeException what the load failed with
   */
  public boolean await(Load load, WaitBudget patience) {
    long deadline = patience.deadline();
    try {
      load.result().get(deadline - System.nanoTime(), NANOSECONDS);
      return true;
    } catch (CancellationException e) {
      return false;
    } catch (TimeoutException | InterruptedException e) {
      throw new CacheLoaderException(describe(e, "loading"));
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException known
          ? known
          : new CacheLoaderException(
              "The load of this entry failed in another thread", e.getCause());
    } finally {
      patience.waited(deadline);
    }
  }

  /**
   * Has later misses load again, and the loads that run enter nothing: the entry is changed next,
   * maybe after they read their source. Called after a writer, and before the store.
   */
  public void outdate(EntryAccess<?> entry) {
    KeyState state = states.get(entry.key().text());
    if (state != null) { // else there are only loads that begin later
      state.change();
    }
  }

  /** As above, of all. */
  public void outdateAll() {
    states.values().forEach(KeyState::change);
  }

  /** How long one operation waits for other threads, all its waits together. One thread's. */
  public static final class WaitBudget {
    private long left; // in nanoseconds

    private WaitBudget(Duration timeout) {
      this.left = NANOSECONDS.convert(timeout);
    }

    /** Until when a wait that begins now may last. */
    private long deadline() {
      return System.nanoTime() + left;
    }

    /** Takes a wait that has ended from what is left. */
    private void waited(long deadline) {
      left = Math.max(0, deadline - System.nanoTime());
    }
  }
}
