package io.sealcache.internal.locks;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.sealcache.core.StoredKey;
import io.sealcache.internal.seal.EntryPlace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.cache.CacheException;
import javax.cache.integration.CacheLoaderException;

/**
 * Who changes and who loads the entries of one cache in this JVM: docs/adr/0019. What looks before
 * it writes holds the entry, so that it loses hardly a race in this JVM; and so does whoever calls
 * a writer, so that it is called in the order in which the store changes. Other writes wait where
 * an entry is held. What is stored never rests on it. Thread-safe.
 *
 * @param hasWriter whether the cache has a writer
 * @param timeout how long an operation waits for others, and may lose races
 */
public record EntryLocks(
    String cacheName,
    boolean hasWriter,
    Duration timeout,
    ConcurrentMap<String, KeyState> states,
    RunningCode code,
    AtomicInteger ended) {

  public EntryLocks(String cacheName, boolean hasWriter, Duration timeout) {
    this(
        cacheName,
        hasWriter,
        timeout,
        new ConcurrentHashMap<>(),
        new RunningCode(),
        new AtomicInteger());
  }

  /**
   * Holds one entry, for what looks before it writes.
   *
   * @throws CacheException if that took too long, the thread was interrupted, or is in code that is
   *     called for this very entry
   */
  public Held lock(EntryPlace<?> entry) {
    return hold(List.of(entry), true);
  }

  /**
   * Begins a write that looks at nothing before.
   *
   * @throws CacheException as {@link #lock}
   */
  public Held pass(EntryPlace<?> entry) {
    boolean mayWait = hasWriter || !code.isEmpty() || states.containsKey(entry.key().text());
    return mayWait ? hold(List.of(entry), hasWriter) : Held.NOTHING;
  }

  /**
   * As above, of several.
   *
   * @param entries in the order in which all hold them
   */
  public Held pass(Collection<? extends EntryPlace<?>> entries) {
    return hold(entries, hasWriter);
  }

  /**
   * @param all whether those that nobody holds are held too
   */
  private Held hold(Collection<? extends EntryPlace<?>> entries, boolean all) {
    List<KeyState.Holder> holders = new ArrayList<>(all ? entries.size() : 0);
    Held held = new Held(holders);
    long deadline = deadline();
    try {
      for (EntryPlace<?> entry : entries) {
        String key = entry.key().text();
        requireNotOwn(key);
        if (all || isLocked(key)) {
          holders.add(hold(key, deadline));
        }
      }
      return held;
    } catch (RuntimeException | Error e) {
      held.close();
      throw e;
    }
  }

  private boolean isLocked(String key) {
    KeyState state = states.get(key);
    return state != null && state.isLocked();
  }

  private KeyState.Holder hold(String key, long deadline) {
    KeyState state = KeyState.join(states, key);
    boolean had = false;
    try {
      boolean told = code.isOwn(key, RunningCode.Kind.SYNCHRONOUS_LISTENER);
      KeyState.Holder holder = state.lock(told, hasWriter, deadline);
      had = true;
      return holder;
    } catch (TimeoutException | InterruptedException e) {
      throw notChanging(e);
    } finally {
      if (!had) {
        state.leave();
      }
    }
  }

  /**
   * Says that what holds entries decides again, once no listener changes them.
   *
   * @throws CacheException as {@link #lock}
   */
  public void inCode(Held held) {
    long deadline = deadline();
    try {
      for (KeyState.Holder holder : held.holders()) {
        holder.inCode(deadline);
      }
    } catch (TimeoutException | InterruptedException e) {
      throw notChanging(e);
    }
  }

  private CacheException notChanging(Exception waiting) {
    if (waiting instanceof InterruptedException) {
      Thread.currentThread().interrupt();
      return new CacheException(interrupted("changing"));
    }
    return new CacheException(waited("changing"));
  }

  /**
   * Runs a processor for an entry that it doesn't hold: others may change it meanwhile.
   *
   * @throws CacheException if this thread is in code that is called for it already
   */
  public <T> T process(EntryPlace<?> entry, Supplier<T> processor) {
    requireNotOwn(entry);
    return code.during(List.of(entry.key().text()), RunningCode.Kind.PROCESSOR, processor);
  }

  /**
   * Tells a synchronous listener of changes. Who made one may wait for that in the store, and lets
   * the listener change the entry.
   */
  public void tell(Collection<StoredKey> keys, Runnable telling) {
    List<String> told = keys.stream().map(StoredKey::text).toList();
    code.during(
        told,
        RunningCode.Kind.SYNCHRONOUS_LISTENER,
        () -> {
          telling.run();
          return told;
        });
  }

  /**
   * For a change or load by another thread, which this one may wait for.
   *
   * @throws CacheException if this thread is in code that is called for the entry
   */
  public void requireNotOwn(EntryPlace<?> entry) {
    requireNotOwn(entry.key().text());
  }

  private void requireNotOwn(String key) {
    KeyState state = states.get(key);
    if ((state != null && state.isOwn())
        || code.isOwn(key, RunningCode.Kind.PROCESSOR)
        || code.isOwn(key, RunningCode.Kind.LOADER)) {
      throw new CacheException(
          ("Cache '%s': a processor, writer or loader changes, through the cache, the entry that it"
                  + " is called for, so that it would wait for itself; a processor does so by its"
                  + " MutableEntry, a loader by what it returns")
              .formatted(cacheName));
    }
  }

  /** Whether no thread changes or loads any entry, or runs code for one. */
  public boolean isIdle() {
    return states.isEmpty() && code.isEmpty();
  }

  /**
   * Taken before the store is read: if it is another one when a load begins, one may have ended
   * since, so that what it entered was missed.
   */
  public int stamp() {
    return ended.get();
  }

  /** Until when an operation that begins now waits for others. */
  public long deadline() {
    return System.nanoTime() + NANOSECONDS.convert(timeout);
  }

  /**
   * Begins or joins the load of an entry.
   *
   * @param alone whether it is loaded by itself, not among others
   * @throws CacheLoaderException if the loader reads what it is called for
   */
  public Load begin(EntryPlace<?> entry, boolean alone) {
    String key = entry.key().text();
    if (code.isOwn(key, RunningCode.Kind.LOADER)) {
      throw new CacheLoaderException(
          ("Cache '%s': its loader reads, through the cache, the entry that it is called for, so"
                  + " that it would wait for itself")
              .formatted(cacheName));
    }
    KeyState state = KeyState.join(states, key);
    boolean only = alone || state.loads().areRunningHere(); // then its loader may not ask for it
    Runnable loaded = only ? code.begin(key, RunningCode.Kind.LOADER) : () -> {};
    Load load = state.loads().begin(loaded, () -> ended(state));
    if (!load.isRunningHere()) {
      loaded.run();
      state.leave();
    }
    return load;
  }

  private void ended(KeyState state) {
    ended.incrementAndGet();
    state.leave();
  }

  /** Begins to look whether an entry is changed, as a load does that is shared with nobody. */
  public Load watch(EntryPlace<?> entry) {
    KeyState state = KeyState.join(states, entry.key().text());
    return state.loads().watch(state::leave);
  }

  /** Whether what was loaded may be entered: it is up to date, and nobody changes the entry. */
  public boolean mayEnter(EntryPlace<?> entry, Load load) {
    return load.isUpToDate() && !isLocked(entry.key().text());
  }

  /**
   * Waits for what another thread loads.
   *
   * @throws CacheLoaderException if that takes too long or the thread is interrupted
   * @throws RuntimeException what the load failed with
   */
  public Load.Result await(Load load, long deadline) {
    try {
      return load.await(deadline - System.nanoTime());
    } catch (TimeoutException e) {
      throw new CacheLoaderException(waited("loading"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CacheLoaderException(interrupted("loading"));
    }
  }

  /**
   * Has later misses load again, and the loads that run enter nothing: the entry is changed next,
   * maybe after they read its source. Called after a writer, and before the store.
   */
  public void outdate(EntryPlace<?> entry) {
    KeyState state = states.get(entry.key().text());
    if (state != null) {
      state.loads().outdate();
    }
  }

  /** As above, of several. */
  public void outdate(Collection<? extends EntryPlace<?>> entries) {
    if (!states.isEmpty()) { // else there are only loads that begin later
      entries.forEach(this::outdate);
    }
  }

  /** As above, of all. */
  public void outdateAll() {
    states.values().forEach(state -> state.loads().outdate());
  }

  private String waited(String doing) {
    return ("Cache '%s': another thread is %s this entry, and this one waited %d ms for it; setting"
            + " contention-timeout is how long it waits")
        .formatted(cacheName, doing, timeout.toMillis());
  }

  private String interrupted(String doing) {
    return "Cache '%s': interrupted while another thread was %s this entry"
        .formatted(cacheName, doing);
  }
}
