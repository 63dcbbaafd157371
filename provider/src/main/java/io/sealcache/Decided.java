package io.sealcache;

import static java.util.Objects.requireNonNull;

import io.sealcache.internal.seal.EntryAccess;
import io.sealcache.internal.seal.EntryChange;
import io.sealcache.internal.seal.Read;
import io.sealcache.internal.seal.WriteOutcome;
import org.jspecify.annotations.Nullable;

/**
 * The decision about one entry, the change that it comes to, and what became of that. One thread's.
 *
 * @param seen what the decision was about
 * @param change null: none
 */
record Decided<V, R extends @Nullable Object>(
    Read<V> seen, Decision<V, R> decision, @Nullable EntryChange<V> change) {

  /**
   * A value to be stored is sealed.
   *
   * @param removesAbsent whether an entry that was not there is removed all the same
   * @throws javax.cache.CacheException if a value can't be sealed
   */
  static <V, R extends @Nullable Object> Decided<V, R> of(
      EntryAccess<V> entry, Read<V> seen, Decision<V, R> decision, boolean removesAbsent) {
    @Nullable EntryChange<V> change = null;
    if (decision instanceof Decision.Store<V, R> store) {
      change = EntryChange.storing(entry, seen, store.value());
    } else if (decision instanceof Decision.Load<V, R> load) {
      change = EntryChange.storing(entry, seen, load.value());
    } else if (decision instanceof Decision.Remove && !(seen instanceof Read.Absent)) {
      change = EntryChange.removing(entry, seen);
    } else if (decision instanceof Decision.Remove && removesAbsent) {
      change = EntryChange.removing(entry);
    } else if (decision instanceof Decision.Touch) {
      change = EntryChange.touching(entry);
    }
    return new Decided<>(seen, decision, change);
  }

  /** Whether the caller changes the entry, and not what was loaded for this very decision. */
  boolean isOfCaller() {
    return decision instanceof Decision.Store || decision instanceof Decision.Remove;
  }

  /** Once it is made: removes again what was loaded and stored, if that is outdated by now. */
  void withdrawOutdated() {
    if (change != null && decision instanceof Decision.Load<V, R> load) {
      change.withdrawUnless(load.isUpToDate());
    }
  }

  /** Its outcome, once it is made. */
  WriteOutcome written() {
    return change == null ? WriteOutcome.STORED : change.written();
  }

  /** The value that the entry holds instead, if the race was lost. */
  Read<V> found() {
    return requireNonNull(requireNonNull(change).found());
  }

  R result() {
    return decision.result();
  }

  /** Whether a value of the caller's is now in the cache. */
  boolean isStored() {
    return decision instanceof Decision.Store && written() == WriteOutcome.STORED;
  }

  /** Whether an entry was removed that was there. */
  boolean isRemoved() {
    return decision instanceof Decision.Remove && seen instanceof Read.Present;
  }
}
