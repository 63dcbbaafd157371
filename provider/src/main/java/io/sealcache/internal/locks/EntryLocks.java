package io.sealcache.internal.locks;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.sealcache.core.StoredKey;
import io.sealcache.internal.locks.KeyState.Doing;
import io.sealcache.internal.locks.KeyState.Use;
import io.sealcache.internal.seal.EntryAccess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
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
  private final AtomicInteger ended = new AtomicInteger(); // loads
  private final EntryLock ofNothing = held(List.of());

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
    return KeyState.join(states, key.text(), ended);
  }

  private EntryLock held(List<Use> uses) {
    return new EntryLock(uses, () -> patience().deadline(), this::notChanging);
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
  public EntryLock lock(EntryAccess<?> entry) {
    return lock(entry, patience());
  }

  /** As above, as one of several of an operation. */
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
  public EntryLock pass(Collection<? extends EntryAccess<?>> entries) {
    return pass(entries, patience());
  }

  /** As above, as some of those of an operation. */
  public EntryLock pass(Collection<? extends EntryAccess<?>> entries, WaitBudget patience) {
    return hold(entries, hasWriter, patience);
  }

  /**
   * @param all whether those that nobody holds are held too
   */
  private EntryLock hold(
      Collection<? extends EntryAccess<?>> entries, boolean all, WaitBudget patience) {
    List<Use> uses = new ArrayList<>(all ? entries.size() : 0);
    EntryLock held = held(uses);
    long deadline = patience.deadline();
    try {
      for (EntryAccess<?> entry : entries) {
        requireNotOwn(entry);
        if (all || isLocked(entry)) {
          uses.add(join(entry.key()).lock(hasWriter, deadline));
        }
      }
      return held;
    } catch (TimeoutException | InterruptedException e) {
      held.close();
      throw notChanging(e);
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

  private CacheException notChanging(Exception waiting) {
    return new CacheException(describe(waiting, "changing"));
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
   * Begins to run a processor for an entry that it doesn't hold: others may change it meanwhile.
   *
   * @throws CacheException if this thread is in code that is called for it already
   */
  public EntryLock process(EntryAccess<?> entry) {
    requireNotOwn(entry);
    return begin(Doing.PROCESSES, List.of(entry.key()));
  }

  /**
   * Begins to tell a synchronous listener of changes. The thread that made one may wait for that in
   * the store, and lets the listener change the entry.
   */
  public EntryLock tell(Collection<StoredKey> keys) {
    return begin(Doing.TELLS, keys);
  }

  private EntryLock begin(Doing doing, Collection<StoredKey> keys) {
    return held(keys.stream().map(key -> join(key).begin(doing)).toList());
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
  public Load begin(EntryAccess<?> entry, boolean alone) {
    KeyState state = states.get(entry.key().text());
    if (state != null && state.loads().isRunningHere(true)) {
      throw new CacheLoaderException(
          ("Cache '%s': its loader reads, through the cache, the entry that it is called for, so"
                  + " that it would wait for itself")
              .formatted(cacheName));
    }
    return join(entry.key()).loads().begin(alone);
  }

  /** Begins to look whether an entry is changed, as a load does that is shared with nobody. */
  public Load watch(EntryAccess<?> entry) {
    return join(entry.key()).loads().watch();
  }

  /** Whether what was loaded may be entered: it is up to date, and nobody changes the entry. */
  public boolean mayEnter(EntryAccess<?> entry, Load load) {
    return load.isUpToDate() && !isLocked(entry);
  }

  /**
   * Waits for what another thread loads.
   *
   * @throws CacheLoaderException if that takes too long or the thread is interrupted
   * @throws RuntimeException what the load failed with
   */
  public Load.Result await(Load load, WaitBudget patience) {
    long deadline = patience.deadline();
    try {
      return load.result().get(deadline - System.nanoTime(), NANOSECONDS);
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
   * Has later misses load again, and the loads that run enter nothing: the entries are changed
   * next, maybe after they read their source. Called after a writer, and before the store.
   */
  public void outdate(Collection<? extends EntryAccess<?>> entries) {
    if (!states.isEmpty()) { // else there are only loads that begin later
      entries.forEach(this::outdate);
    }
  }

  /** As above, of one. */
  public void outdate(EntryAccess<?> entry) {
    KeyState state = states.get(entry.key().text());
    if (state != null) {
      state.loads().change();
    }
  }

  /** As above, of all. */
  public void outdateAll() {
    states.values().forEach(state -> state.loads().change());
  }
}
