package io.sealcache.internal.locks;

import io.sealcache.core.StoredKey;
import io.sealcache.internal.locks.EntryLock.Doing;
import io.sealcache.internal.locks.EntryLock.WaitBudget;
import io.sealcache.internal.seal.EntryAccess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * The threads that change and load the entries of one cache in this JVM: docs/adr/0019. An
 * operation that looks before it writes holds the entry, so that it loses hardly a race in this
 * JVM; and so does whoever calls a writer, so that it is called in the order in which the store
 * changes. Other writes wait where an entry is held. Stored entries never depend on it.
 * Thread-safe.
 */
public final class EntryLocks extends EntryLock.Register {
  private static final List<EntryLock> NOBODY = Collections.emptyList(); // iterates for free
  private final String cacheName;
  private final boolean hasWriter;
  private final Duration timeout;

  // At each entry in the order in which they came: the first exclusive one has it.
  private final ConcurrentMap<String, List<EntryLock>> works = new ConcurrentHashMap<>();

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

  @Override
  public String cacheName() {
    return cacheName;
  }

  public Duration timeout() {
    return timeout;
  }

  @Override
  void add(String key, EntryLock work) {
    works.compute(
        key,
        (same, known) -> {
          List<EntryLock> all = new ArrayList<>(known == null ? NOBODY : known);
          work.joined(key, all);
          all.add(work);
          return all;
        });
  }

  @Override
  void remove(String key, EntryLock work) {
    works.computeIfPresent(
        key,
        (same, known) -> {
          List<EntryLock> left = new ArrayList<>(known);
          left.remove(work);
          return left.isEmpty() ? null : left;
        });
    EntryLock next = work.isExclusive ? holder(key) : null;
    LockSupport.unpark(next == null ? null : next.thread);
  }

  @Override
  @Nullable EntryLock holder(String key) {
    for (EntryLock work : works.getOrDefault(key, NOBODY)) {
      if (work.isExclusive) {
        return work;
      }
    }
    return null;
  }

  @Override
  boolean isHere(String key, Doing doing) {
    return works.containsKey(key)
        && works.getOrDefault(key, NOBODY).stream().anyMatch(work -> work.isHere(doing));
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
    try {
      for (EntryAccess<?> entry : entries) {
        requireNotOwn(entry);
        if (looking || hasWriter || holder(entry.key().text()) != null) {
          held.lock(entry.key().text(), deadline);
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

  @Override
  String describe(Exception waiting, String others) {
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
   * Begins what is done about entries beside those who change them: code that doesn't hold them, or
   * a synchronous listener that is told of a change. The thread that made it may wait for that in
   * the store, so the listener waits for nobody who changes the entry.
   */
  public EntryLock begin(Doing doing, Collection<StoredKey> keys) {
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
    if (isHere(entry.key().text(), Doing.RUNS)) {
      throw new CacheException(
          ("Cache '%s': a processor, writer or loader changes, through the cache, the entry that it"
                  + " is called for, so that it would wait for itself; a processor does so by its"
                  + " MutableEntry, a loader by what it returns")
              .formatted(cacheName));
    }
  }

  /**
   * Waits until no other thread changes or loads any entry, or runs code for one; at {@code
   * deadline}, or if this thread is interrupted, no more.
   */
  public void awaitOthers(long deadline) {
    while (works.values().stream().flatMap(List::stream).anyMatch(EntryLock::isOfAnother)
        && System.nanoTime() - deadline < 0
        && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(this, EntryLock.LOOK_NANOS);
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
   * Has later misses load again, and the loads that run enter nothing: the entry is changed next,
   * maybe after they read their source. Called after a writer, and before the store.
   */
  public void outdate(EntryAccess<?> entry) {
    outdate(entry.key().text(), null);
  }

  /** As above, of all. */
  public void outdateAll() {
    works.keySet().forEach(key -> outdate(key, null));
  }

  /** As above, except one load; if that is outdated itself, others are left. */
  public void outdateOthers(EntryAccess<?> entry, EntryLock load) {
    outdate(entry.key().text(), load);
  }

  private void outdate(String key, @Nullable EntryLock except) {
    if (works.containsKey(key)) { // loads that begin from now on read what is there afterwards
      works.computeIfPresent(
          key,
          (same, known) -> { // so that none joins another's meanwhile
            if (except == null || except.isUpToDate(key)) {
              for (EntryLock work : known) {
                if (work != except) {
                  work.outdate(key);
                }
              }
            }
            return known;
          });
    }
  }
}
