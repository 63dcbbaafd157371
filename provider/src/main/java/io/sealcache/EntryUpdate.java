package io.sealcache;

import io.sealcache.internal.seal.EncryptedStore;
import io.sealcache.internal.seal.Read;
import io.sealcache.internal.seal.StoreEntry;
import io.sealcache.internal.seal.Written;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * Read, decide, write through, compare-and-set; if another writer came between, again. All
 * operations that look before they write are this loop, on each store. Thread-safe.
 */
final class EntryUpdate<K, V> {
  private static final int MAX_PAUSE_SHIFT = 10;

  private final String cacheName;
  private final EncryptedStore<K, V> store;
  private final WriteThrough<K, V> writes;
  private final KeyLocks locks;

  EntryUpdate(
      String cacheName, EncryptedStore<K, V> store, WriteThrough<K, V> writes, KeyLocks locks) {
    this.cacheName = cacheName;
    this.store = store;
    this.writes = writes;
    this.locks = locks;
  }

  /**
   * What became of the entry, and the decision that led to it.
   *
   * @param seen whose value is given up unless the result is that value
   */
  record Outcome<V, R extends @Nullable Object>(
      Decision<V, R> decision, Written written, Read<V> seen) {
    R result() {
      return decision.result();
    }

    /** Whether a value of the caller's is now in the cache. */
    boolean isStored() {
      return decision instanceof Decision.Store && written == Written.STORED;
    }

    /** Whether an entry was removed that was there. */
    boolean isRemoved() {
      return decision instanceof Decision.Remove && seen instanceof Read.Present;
    }
  }

  /** Runs the loop; {@code decide} is called again after each lost race. */
  <R extends @Nullable Object> Outcome<V, R> run(
      K key, StoreEntry<V> entry, Function<Read<V>, Decision<V, R>> decide) {
    try (KeyLocks.Held held = lock(entry)) {
      return run(key, entry, entry.peek(), decide, seen -> false);
    }
  }

  /**
   * As {@link #run}, for an entry that may have been read just now.
   *
   * @param read null: is read under the lock
   * @param handedOut whether the application was handed what was read; a result is anyway
   */
  <R extends @Nullable Object> Outcome<V, R> runFrom(
      K key,
      StoreEntry<V> entry,
      @Nullable Read<V> read,
      Function<Read<V>, Decision<V, R>> decide,
      Predicate<Read<V>> handedOut) {
    try (KeyLocks.Held held = lock(entry)) {
      return run(key, entry, read == null ? entry.peek() : read, decide, handedOut);
    }
  }

  /** Holds the key's lock; with a writer, not having it is an error. */
  KeyLocks.Held lock(StoreEntry<V> entry) {
    return writes.insistOn(locks.lock(entry.key().text()), cacheName);
  }

  private <R extends @Nullable Object> Outcome<V, R> run(
      K key,
      StoreEntry<V> entry,
      Read<V> first,
      Function<Read<V>, Decision<V, R>> decide,
      Predicate<Read<V>> handedOut) {
    Read<V> seen = first;
    boolean isSeenHandedOut = false;
    boolean writtenThrough = false;
    try {
      for (int round = 0; ; round++) {
        Decision<V, R> decision =
            writtenThrough ? decideAgain(key, seen, decide) : decide.apply(seen);
        writtenThrough |= writeThrough(key, decision);
        Written written = apply(entry, seen, decision);
        if (written != Written.LOST) {
          if (writtenThrough) {
            reconcile(key, seen, decision);
          }
          isSeenHandedOut = isIn(decision, seen);
          return new Outcome<>(decision, written, seen);
        }
        store.statistics().lostRace();
        pause(round);
        Read<V> again = entry.peek();
        requireChanged(entry, seen, again);
        if (!handedOut.test(seen)) {
          entry.release(seen);
        }
        seen = again;
      }
    } finally {
      if (!isSeenHandedOut && !handedOut.test(seen)) {
        entry.release(seen);
      }
    }
  }

  private static <V> boolean isIn(Decision<V, ?> decision, Read<V> seen) {
    return seen instanceof Read.Present<V> present && decision.result() == present.value();
  }

  private void requireChanged(StoreEntry<V> entry, Read<V> seen, Read<V> again) {
    if (entry.isSame(seen, again)) {
      entry.release(again);
      throw new CacheException(
          "Cache '%s': %s says that a stored value differs from itself, so nothing can be compared"
              .formatted(cacheName, store.describe()));
    }
  }

  private <R extends @Nullable Object> Decision<V, R> decideAgain(
      K key, Read<V> seen, Function<Read<V>, Decision<V, R>> decide) {
    try {
      return decide.apply(seen);
    } catch (RuntimeException e) {
      try {
        restore(key, seen);
      } catch (RuntimeException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
  }

  private <R extends @Nullable Object> boolean writeThrough(K key, Decision<V, R> decision) {
    if (decision instanceof Decision.Store<V, R> change) {
      writes.write(key, change.value());
      return true;
    }
    if (decision instanceof Decision.Remove<V, R>) {
      writes.delete(key);
      return true;
    }
    return false;
  }

  private <R extends @Nullable Object> Written apply(
      StoreEntry<V> entry, Read<V> seen, Decision<V, R> decision) {
    if (decision instanceof Decision.Store<V, R> change) {
      return entry.compareAndSet(seen, change.value());
    }
    if (decision instanceof Decision.Load<V, R> load) {
      return entry.compareAndSet(seen, load.value());
    }
    if (decision instanceof Decision.Remove<V, R> && !(seen instanceof Read.Absent)) {
      return entry.compareAndRemove(seen);
    }
    if (decision instanceof Decision.Touch<V, R>) {
      entry.touch();
    }
    return Written.STORED;
  }

  // A race was lost after the write and what was decided then writes nothing.
  private <R extends @Nullable Object> void reconcile(
      K key, Read<V> seen, Decision<V, R> decision) {
    if (decision instanceof Decision.Load<V, R> load) {
      writes.write(key, load.value());
    } else if (decision instanceof Decision.Keep || decision instanceof Decision.Touch) {
      restore(key, seen);
    }
  }

  // The writer still has the value that lost: it is told what the cache holds. An entry that can't
  // be opened is another writer's, no reason to delete.
  private void restore(K key, Read<V> seen) {
    if (seen instanceof Read.Present<V> present) {
      writes.write(key, present.value());
    } else if (seen instanceof Read.Absent) {
      writes.delete(key);
    }
  }

  private static void pause(int round) {
    long ceiling = 1_000L << Math.min(round, MAX_PAUSE_SHIFT);
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(ceiling));
  }
}
