package io.sealcache.internal.locks;

import io.sealcache.internal.seal.EntryPlace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * The locks of one cache's entries. What looks before it writes holds one, so that it loses no race
 * in this JVM; and so does whoever calls a writer, so that it is called in the order in which the
 * store changes. Other writes wait where one is held: docs/adr/0019. Thread-safe.
 *
 * @param hasWriter whether the cache has a writer
 * @param timeout how long a lock is waited for, and races may be lost
 * @param loads the cache's loads: a loader that changes the entry it is called for is told so
 */
public record EntryLocks(
    String cacheName, KeyLocks locks, boolean hasWriter, Duration timeout, KeyLoads loads) {

  /**
   * @param locks the provider's
   */
  public EntryLocks(String cacheName, KeyLocks locks, boolean hasWriter, Duration timeout) {
    this(
        cacheName,
        locks.forCache(),
        hasWriter,
        timeout,
        new KeyLoads(cacheName, locks.waits(), timeout));
  }

  /**
   * Locks one entry, for what looks before it writes.
   *
   * @throws CacheException if that took too long, the thread was interrupted, or is called for this
   *     very entry
   */
  public Held lock(EntryPlace<?> entry) {
    String key = entry.key().text();
    requireNotOwn(key);
    Held held = had(lockAll(List.of(key)));
    try {
      locks.awaitWritesUnderWay(key);
      return held;
    } catch (RuntimeException | Error e) {
      held.close();
      throw e;
    }
  }

  /**
   * Begins a write that looks at nothing before.
   *
   * @throws CacheException as {@link #lock}
   */
  public Held pass(EntryPlace<?> entry) {
    String key = entry.key().text();
    requireNotOwn(key);
    return had(hasWriter ? locks.lockAll(List.of(key), timeout) : locks.pass(key, timeout));
  }

  /** As {@link #pass}, but goes on without where it can't be had. */
  public Held passIfPossible(EntryPlace<?> entry, Patience patience) {
    try (Patience.Wait wait = patience.begin()) {
      return locks.pass(entry.key().text(), patience.left());
    }
  }

  /** As {@link #pass}, without waiting: null where somebody is changing the entry. */
  public @Nullable Held passIfFree(EntryPlace<?> entry) {
    return locks.passIfFree(entry.key().text());
  }

  /**
   * Begins writes that look at nothing before.
   *
   * @param entries in the order in which all lock them
   * @throws CacheException as {@link #lock}
   */
  public Passage pass(Collection<? extends EntryPlace<?>> entries) {
    List<String> keys = new ArrayList<>(entries.size());
    entries.forEach(entry -> keys.add(entry.key().text()));
    requireNotOwn(keys);
    if (hasWriter) {
      return new Passage(List.of(had(lockAll(keys))));
    }
    TreeSet<String> busy = new TreeSet<>();
    long deadline = System.nanoTime() + TimeUnit.NANOSECONDS.convert(timeout);
    while (true) {
      Passage passage = new Passage(new ArrayList<>(keys.size() + 1));
      Duration left = Duration.ofNanos(deadline - System.nanoTime()); // for all rounds together
      passage.held().add(had(locks.lockAllButInStore(List.copyOf(busy), left)));
      String locked;
      try {
        locked = passage.firstLocked(locks, keys, busy);
      } catch (RuntimeException | Error e) {
        passage.close();
        throw e;
      }
      if (locked == null) {
        return passage;
      }
      passage.close(); // nobody waits for one who waits
      busy.add(locked);
    }
  }

  /** What a write of several entries holds. */
  public record Passage(List<Held> held) implements AutoCloseable {
    private @Nullable String firstLocked(
        KeyLocks locks, Collection<String> keys, Collection<String> had) {
      for (String key : keys) {
        if (!had.contains(key)) {
          Held passed = locks.passIfFree(key);
          if (passed == null) {
            return key;
          }
          held.add(passed);
        }
      }
      return null;
    }

    public void inStore() {
      held.forEach(part -> part.inStore(true));
    }

    @Override
    public void close() {
      held.forEach(Held::close);
    }
  }

  /**
   * Begins code that is called for an entry which it doesn't lock: others may change it meanwhile,
   * but this thread is refused as if it held the lock.
   *
   * @throws CacheException if this thread is in such code, or under that lock, already
   */
  public Held mark(EntryPlace<?> entry) {
    String key = entry.key().text();
    requireNotOwn(key);
    return had(locks.mark(key));
  }

  /** Whether this thread has locked or marked the entry: it is in the code called for it. */
  public boolean isOwn(EntryPlace<?> entry) {
    return locks.isOwn(entry.key().text());
  }

  /** Whether this thread is in code that is called for any entry. */
  public boolean isInCode() {
    return locks.isInCode() || loads.isLoadingHere();
  }

  /**
   * For another thread that is to change the entry, and which this one may wait for.
   *
   * @throws CacheException if this thread is in the code that is called for it
   */
  public void requireNotOwn(EntryPlace<?> entry) {
    String key = entry.key().text();
    if (loads.isOwn(key) || locks.isOwnCode(key)) {
      throw recursion();
    }
  }

  private void requireNotOwn(List<String> keys) {
    if (loads.areRunning() || locks.hasMarks()) {
      keys.forEach(this::requireNotOwn);
    }
  }

  private void requireNotOwn(String key) {
    if (loads.isOwn(key) || locks.isMarked(key)) {
      throw recursion();
    }
  }

  private Held lockAll(List<String> keys) {
    return hasWriter ? locks.lockAll(keys, timeout) : locks.lockAllButInStore(keys, timeout);
  }

  private Held had(Held held) {
    if (held.isOwn()) {
      held.close();
      throw recursion();
    }
    if (held.isTimedOut()) {
      held.close();
      throw new CacheException(
          Thread.currentThread().isInterrupted()
              ? "Cache '%s': interrupted while another thread was changing this entry"
                  .formatted(cacheName)
              : ("Cache '%s': another thread is changing this entry, and this one waited %d ms for"
                      + " it; setting contention-timeout is how long it waits")
                  .formatted(cacheName, timeout.toMillis()));
    }
    return held;
  }

  private CacheException recursion() {
    return new CacheException(
        ("Cache '%s': a processor, writer or loader changes, through the cache, the entry that it"
                + " is called for, so that it would wait for itself; a processor does so by its"
                + " MutableEntry, a loader by what it returns")
            .formatted(cacheName));
  }
}
