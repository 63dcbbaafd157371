package io.sealcache.internal.locks;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.sealcache.core.StoredKey;
import io.sealcache.internal.locks.EntryLock.Doing;
import io.sealcache.internal.seal.EntryAccess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.cache.CacheException;
import javax.cache.integration.CacheLoaderException;
import org.jspecify.annotations.Nullable;

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

  // At each entry in the order in which they came. Of those that lock it the first has it.
  private final ConcurrentMap<String, List<EntryLock>> works = new ConcurrentHashMap<>();

  private final AtomicInteger ended = new AtomicInteger(); // loads
  private final EntryLock ofNothing = new EntryLock(this, Doing.STORES, false);

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

  @Nullable EntryLock first(String key, Predicate<EntryLock> asked) {
    for (EntryLock work : works.getOrDefault(key, List.of())) {
      if (asked.test(work)) {
        return work;
      }
    }
    return null;
  }

  void begin(String key, EntryLock work) {
    works.compute(
        key,
        (same, known) -> {
          List<EntryLock> all = new ArrayList<>(known == null ? List.of() : known);
          work.join(all, key);
          all.add(work);
          return all;
        });
  }

  void end(String key, EntryLock work) {
    works.computeIfPresent(
        key,
        (same, known) -> {
          List<EntryLock> left = new ArrayList<>(known);
          left.remove(work);
          return left.isEmpty() ? null : left;
        });
    EntryLock next = work.locks() ? first(key, EntryLock::locks) : null;
    if (next != null) {
      next.wake();
    }
  }

  /** That of an operation which begins now. */
  public WaitBudget patience() {
    return new WaitBudget(timeout);
  }

  /**
   * Begins a write of one entry that looks at nothing before.
   *
   * @throws CacheException as {@link #hold}
   */
  public EntryLock pass(EntryAccess<?> entry) {
    boolean mayWait = hasWriter || works.containsKey(entry.key().text());
    return mayWait ? hold(List.of(entry), false, patience()) : ofNothing;
  }

  /**
   * Begins changes.
   *
   * @param entries in the order in which all hold them
   * @param looking whether they look before they write: else, without a writer, what nobody holds
   *     isn't held
   * @throws CacheException if that took too long, the thread was interrupted, or is in code that is
   *     called for such an entry
   */
  public EntryLock hold(
      Collection<? extends EntryAccess<?>> entries, boolean looking, WaitBudget patience) {
    EntryLock held = new EntryLock(this, Doing.RUNS, true);
    long deadline = patience.deadline();
    boolean isHeld = false;
    try {
      for (EntryAccess<?> entry : entries) {
        requireNotOwn(entry);
        if (looking || hasWriter || isLocked(entry)) {
          held.add(entry.key().text());
          held.await(entry.key().text(), deadline);
        }
      }
      isHeld = true;
      return held;
    } catch (TimeoutException | InterruptedException e) {
      throw new CacheException(describe(e, "changing"));
    } finally {
      patience.waited(deadline);
      if (!isHeld) {
        held.close();
      }
    }
  }

  private boolean isLocked(EntryAccess<?> entry) {
    return first(entry.key().text(), EntryLock::locks) != null;
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

  /** Begins code about entries that this thread doesn't hold: others may change them meanwhile. */
  public EntryLock begin(Collection<? extends EntryAccess<?>> entries) {
    return begin(Doing.RUNS, entries.stream().map(EntryAccess::key));
  }

  /**
   * Tells a synchronous listener of changes. The thread that made one may wait for that in the
   * store, so the listener waits for nobody who changes the entry.
   */
  public void tell(Collection<StoredKey> keys, Runnable telling) {
    try (EntryLock told = begin(Doing.TELLS, keys.stream())) {
      telling.run();
    }
  }

  private EntryLock begin(Doing doing, Stream<StoredKey> keys) {
    EntryLock begun = new EntryLock(this, doing, false);
    keys.forEach(key -> begun.add(key.text()));
    return begun;
  }

  /**
   * For a change or load by another thread, which this one may wait for.
   *
   * @throws CacheException if this thread is in code that is called for the entry
   */
  public void requireNotOwn(EntryAccess<?> entry) {
    if (first(entry.key().text(), work -> work.isHere(Doing.RUNS)) != null) {
      throw new CacheException(
          ("Cache '%s': a processor, writer or loader changes, through the cache, the entry that it"
                  + " is called for, so that it would wait for itself; a processor does so by its"
                  + " MutableEntry, a loader by what it returns")
              .formatted(cacheName));
    }
  }

  /** Whether no thread changes or loads any entry, or runs code for one. */
  public boolean isIdle() {
    return works.isEmpty();
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
   * @return the load that gives it: {@code own}, or another thread's
   * @throws CacheLoaderException if the loader reads what it is called for
   */
  public Load load(EntryAccess<?> entry, Load own) {
    String key = entry.key().text();
    if (works.getOrDefault(key, List.of()).stream().filter(EntryLock::loadsHere).count() > 1) {
      throw new CacheLoaderException(
          ("Cache '%s': its loader reads, through the cache, the entry that it is called for, so"
                  + " that it would wait for itself")
              .formatted(cacheName));
    }
    own.add(key);
    return own.giver(key);
  }

  /** Whether what was loaded may be entered: it is up to date, and nobody changes the entry. */
  public boolean mayEnter(EntryAccess<?> entry, Load load) {
    return load.isUpToDate(entry) && !isLocked(entry);
  }

  void countEnd() {
    ended.incrementAndGet();
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
      load.ended().get(deadline - System.nanoTime(), NANOSECONDS);
      return true;
    } catch (CancellationException e) {
      return false;
    } catch (TimeoutException | InterruptedException e) {
      throw new CacheLoaderException(describe(e, "loading"));
    } catch (ExecutionException e) {
      throw (RuntimeException) requireNonNull(e.getCause());
    } finally {
      patience.waited(deadline);
    }
  }

  /**
   * Has later misses load again, and the loads that run enter nothing: the entry is changed next,
   * maybe after they read their source. Called after a writer, and before the store.
   */
  public void outdate(EntryAccess<?> entry) {
    outdate(entry.key().text());
  }

  private void outdate(String key) {
    List<EntryLock> all = works.get(key);
    if (all != null) { // else there are only loads that begin later
      all.forEach(work -> work.outdate(key));
    }
  }

  /** As above, of all. */
  public void outdateAll() {
    works.keySet().forEach(this::outdate);
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
