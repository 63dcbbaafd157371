package io.sealcache;

import static io.sealcache.internal.seal.Decision.Kind.KEEP;
import static java.util.Objects.requireNonNull;

import io.sealcache.core.SealedBytes;
import io.sealcache.internal.application.WriteThrough;
import io.sealcache.internal.locks.EntryLocks;
import io.sealcache.internal.locks.EntryLocks.EntryLock;
import io.sealcache.internal.seal.Decision;
import io.sealcache.internal.seal.EntryAccess;
import io.sealcache.internal.seal.EntryChange;
import io.sealcache.internal.seal.Read;
import io.sealcache.internal.seal.WrappedManager;
import io.sealcache.internal.seal.WriteOutcome;
import io.sealcache.internal.store.LostRaces;
import java.util.List;
import java.util.function.Function;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * Read, decide, write through, compare-and-set; if another writer came between, again. All
 * operations that look before they write are this loop, on each store. The application's writer is
 * given what the operation decided and nothing else, whatever the store shows: docs/adr/0018.
 * Thread-safe.
 *
 * @param store names it in an error
 */
record EntryUpdate<K, V>(WrappedManager store, WriteThrough<K, V> writes, EntryLocks locks) {
  private static final int MOST_LOOKS = 20; // some 50 ms with their pauses

  /**
   * Runs the loop; {@code decide} is called again after each lost race.
   *
   * @param deadline of the operation that this is a part of
   */
  <R extends @Nullable Object> EntryChange<V, R> run(
      K key, EntryAccess<V> entry, long deadline, Function<Read<V>, Decision<V, R>> decide) {
    try (EntryLock held = locks.hold(List.of(entry), true, deadline)) {
      LostRaces races = new LostRaces(locks.cacheName(), () -> deadline);
      return run(held, races, key, entry, decide);
    }
  }

  private <R extends @Nullable Object> EntryChange<V, R> run(
      EntryLock held,
      LostRaces races,
      K key,
      EntryAccess<V> entry,
      Function<Read<V>, Decision<V, R>> decide) {
    boolean writtenThrough = false;
    SealedBytes written = null; // through, by the latest round
    try {
      held.inStore();
      Read<V> seen = entry.peek();
      while (true) {
        held.inCode();
        Decision<V, R> decision = decide.apply(seen);
        if (decision.isOutdated()) {
          // Writes that are about no key, or go past one who is in the store, came between.
          decision = new Decision<>(KEEP, null, decision.result());
        }
        // An entry that is deleted through must not come to light again, and the writer must not
        // hear of a value that can't be sealed.
        EntryChange<V, R> change = new EntryChange<>(entry, seen, decision, writes.isOn());
        boolean writesNow = writes.isOn() && change.isOfCaller();
        if (writesNow) {
          writeThrough(key, decision.value());
          writtenThrough = true;
        }
        written = writesNow && decision.value() != null ? change.sealed() : null;
        held.inStore();
        if (change.isOfCaller()) { // else what was loaded for it would be outdated
          locks.outdate(entry);
        }
        change.make(races::pause);
        if (change.written() != WriteOutcome.LOST) {
          if (writtenThrough && !writesNow) {
            entry.forget(); // what was written in a lost round is not what is cached
          }
          return change;
        }
        seen = changed(entry, seen, requireNonNull(change.found()), races);
        races.requirePatience();
      }
    } catch (Throwable e) {
      if (writtenThrough) {
        held.inStore();
        WriteThrough.forget(entry, written, e);
      }
      throw e;
    }
  }

  // One that is being closed may compare in one tier and answer from another, until it says so.
  private Read<V> changed(EntryAccess<V> entry, Read<V> seen, Read<V> found, LostRaces races) {
    Read<V> latest = found;
    for (int looks = 1; entry.isSame(seen, latest); looks++) {
      if (looks == MOST_LOOKS) {
        throw new CacheException(
            "Cache '%s': %s says that a stored value differs from itself, so nothing can be compared"
                .formatted(locks.cacheName(), store.describe()));
      }
      races.pause();
      latest = entry.peek();
    }
    return latest;
  }

  private void writeThrough(K key, @Nullable V value) {
    if (value == null) {
      writes.delete(key);
    } else {
      writes.write(key, value);
    }
  }
}
