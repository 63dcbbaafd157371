package io.sealcache.internal.locks;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.sealcache.core.StoredKey;
import io.sealcache.internal.seal.EntryAccess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * The threads that change and load the entries of one cache in this JVM: docs/adr/0019. An
 * operation that looks before it writes holds the entry, so that it loses hardly a race in this
 * JVM; and so does whoever calls a writer, so that it is called in the order in which the store
 * changes. Other writes wait where an entry is held. Stored entries never depend on it.
 * Thread-safe.
 */
public final class EntryLocks {
  /** The work of a thread. */
  public enum Doing {
    /** It runs code that decides what becomes of the entries. */
    RUNS,
    /** It tells a synchronous listener, for which another may wait in a call of the store. */
    TELLS,
    /** It calls the store, and all is decided. */
    STORES
  }

  /**
   * The work of one thread on some entries, until that thread closes it. It may keep others from
   * changing them. One thread's, except for whose it is.
   */
  public static class EntryLock implements AutoCloseable {
    final Thread thread = Thread.currentThread();
    final EntryLocks locks;
    private final boolean isExclusive; // others wait for it that are to change the entries
    private final List<String> keys = new ArrayList<>(1);
    private volatile Doing doing;

    EntryLock(EntryLocks locks, Doing doing, boolean isExclusive) {
      this.locks = locks;
      this.doing = doing;
      this.isExclusive = isExclusive;
    }

    /** Has come to an entry, at which there are others. */
    void joined(String key, List<EntryLock> others) {}

    /** Hears that an entry is changed next. */
    void outdate(String key) {}

    /**
     * Says that the store is called from now on: a listener that it waits for may change the
     * entries, since nothing that was decided before is still to be done.
     */
    public final void inStore() {
      if (doing != Doing.STORES) { // one that is of no entries is shared by all threads
        doing = Doing.STORES;
      }
    }

    /** Says that what holds the entries decides again. */
    public final void inCode() {
      doing = Doing.RUNS;
    }

    @Override
    public void close() {
      keys.forEach(key -> locks.remove(key, this));
    }
  }

  /** After which a listener looks whether the one that holds the entry is in the store by now. */
  private static final long LOOK_NANOS = MILLISECONDS.toNanos(1);

  private static final List<EntryLock> NOBODY = Collections.emptyList(); // iterates for free
  final String cacheName;
  private final boolean hasWriter;
  private final Duration timeout;
  // At each entry in the order in which they came: the first exclusive one has it.
  private final ConcurrentMap<String, List<EntryLock>> works = new ConcurrentHashMap<>();
  private final EntryLock ofNothing = new EntryLock(this, Doing.STORES, false);
  final AtomicInteger endedLoads = new AtomicInteger();

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

  void add(String key, EntryLock work) {
    work.keys.add(key); // first, or what fails on the way would stay for ever
    works.compute(
        key,
        (same, known) -> {
          List<EntryLock> all = new ArrayList<>(known == null ? NOBODY : known);
          work.joined(key, all);
          all.add(work);
          return all;
        });
  }

  private void remove(String key, EntryLock work) {
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

  /** The one that may change an entry, and keeps others from it. */
  @Nullable EntryLock holder(String key) {
    for (EntryLock work : works.getOrDefault(key, NOBODY)) {
      if (work.isExclusive) {
        return work;
      }
    }
    return null;
  }

  private boolean isHere(String key, Doing doing) {
    return works.containsKey(key)
        && works.getOrDefault(key, NOBODY).stream()
            .anyMatch(work -> work.thread == Thread.currentThread() && work.doing == doing);
  }

  /** Until when an operation that begins now waits for others, by {@link System#nanoTime}. */
  public long deadline() {
    return System.nanoTime() + NANOSECONDS.convert(timeout);
  }

  /**
   * Begins a write of one entry that looks at nothing before.
   *
   * @throws CacheException as {@link #hold}
   */
  public EntryLock pass(EntryAccess<?> entry) {
    boolean mayWait = hasWriter || works.containsKey(entry.key().text());
    return mayWait ? hold(List.of(entry), false, deadline()) : ofNothing;
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
      Collection<? extends EntryAccess<?>> entries, boolean looking, long deadline) {
    long end = looking ? deadline : waitEnd(deadline);
    EntryLock held = new EntryLock(this, Doing.RUNS, true);
    try {
      for (EntryAccess<?> entry : entries) {
        requireNotOwn(entry);
        String key = entry.key().text();
        if (looking || hasWriter || holder(key) != null) {
          add(key, held);
          awaitTurn(held, key, end);
        }
      }
      return held;
    } catch (RuntimeException | Error e) {
      held.close();
      throw e;
    }
  }

  /** A part of many entries waits for a while also where those before took all the time. */
  long waitEnd(long deadline) {
    long least = System.nanoTime() + NANOSECONDS.convert(timeout) / 10;
    return least - deadline > 0 ? least : deadline;
  }

  // One that tells a listener waits for nobody in the store, who may wait there for the listener.
  private void awaitTurn(EntryLock held, String key, long deadline) {
    EntryLock holder = requireNonNull(holder(key));
    while (holder.thread != held.thread
        && (holder.doing != Doing.STORES || !isHere(key, Doing.TELLS))) {
      long left = deadline - System.nanoTime();
      if (left <= 0 || Thread.currentThread().isInterrupted()) {
        throw new CacheException(describeWait("changing"));
      }
      LockSupport.parkNanos(this, isHere(key, Doing.TELLS) ? Math.min(left, LOOK_NANOS) : left);
      holder = requireNonNull(holder(key));
    }
  }

  String describeWait(String others) {
    return (Thread.currentThread().isInterrupted()
            ? "Cache '%s': interrupted while another thread was %s this entry"
            : "Cache '%s': another thread is %s this entry, and contention-timeout is over: %d ms, from this operation's beginning")
        .formatted(cacheName, others, timeout.toMillis());
  }

  /**
   * Begins what is done about entries beside those who change them: code that doesn't hold them, or
   * a synchronous listener that is told of a change. The thread that made it may wait for that in
   * the store, so the listener waits for nobody who changes the entry.
   */
  public EntryLock begin(Doing doing, Collection<StoredKey> keys) {
    EntryLock begun = new EntryLock(this, doing, false);
    keys.forEach(key -> add(key.text(), begun));
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

  /** Waits until no other thread holds any entry; for ten seconds, or until it is interrupted. */
  public void awaitHolders() {
    long end = System.nanoTime() + MILLISECONDS.toNanos(10_000);
    Predicate<EntryLock> holds = work -> work.isExclusive && work.thread != Thread.currentThread();
    while (works.values().stream().flatMap(List::stream).anyMatch(holds)
        && System.nanoTime() - end < 0
        && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(this, LOOK_NANOS);
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
    return endedLoads.get();
  }

  /**
   * Has later misses load again, and the loads that run enter nothing: the entry is changed next,
   * maybe after they read their source. Called after a writer, and before the store.
   */
  public void outdate(EntryAccess<?> entry) {
    outdate(entry.key().text(), null, () -> true);
  }

  /** As above, of all. */
  public void outdateAll() {
    works.keySet().forEach(key -> outdate(key, null, () -> true));
  }

  /** As above, except one load, and only if that is up to date itself, which is answered. */
  public boolean outdateOthers(EntryAccess<?> entry, EntryLock load, BooleanSupplier isUpToDate) {
    return outdate(entry.key().text(), load, isUpToDate);
  }

  private boolean outdate(String key, @Nullable EntryLock except, BooleanSupplier asked) {
    if (!works.containsKey(key)) {
      return true; // loads that begin from now on read what is there afterwards
    }
    boolean[] isSo = {true};
    works.computeIfPresent(
        key,
        (same, known) -> { // so that none joins another's meanwhile, and of two loads one wins
          isSo[0] = asked.getAsBoolean();
          if (isSo[0]) {
            known.stream().filter(work -> work != except).forEach(work -> work.outdate(key));
          }
          return known;
        });
    return isSo[0];
  }
}
