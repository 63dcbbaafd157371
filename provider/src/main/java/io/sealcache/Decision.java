package io.sealcache;

import io.sealcache.internal.seal.EntryChange;
import io.sealcache.internal.seal.EntryPlace;
import io.sealcache.internal.seal.Read;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What an operation decides once it has seen the entry: what is to become of it, and what the
 * caller gets if that succeeds.
 */
sealed interface Decision<V, R extends @Nullable Object> {
  R result();

  /** Leave it. */
  record Keep<V, R extends @Nullable Object>(R result) implements Decision<V, R> {}

  /** Leave it, but it was accessed. */
  record Touch<V, R extends @Nullable Object>(R result) implements Decision<V, R> {}

  /** Store a value, and write it through. */
  record Store<V, R extends @Nullable Object>(V value, R result) implements Decision<V, R> {}

  /** Store a value that came from the loader, so there is nothing to write through. */
  record Load<V, R extends @Nullable Object>(V value, R result) implements Decision<V, R> {}

  /** Remove it, and delete it through, even if it is absent here. */
  record Remove<V, R extends @Nullable Object>(R result) implements Decision<V, R> {}

  /** Whether the caller changes the entry, and not what was loaded for this very decision. */
  default boolean isOfCaller() {
    return this instanceof Store || this instanceof Remove;
  }

  /**
   * The change of the entry that it comes to; null for none.
   *
   * @throws javax.cache.CacheException if a value can't be sealed
   */
  default @Nullable EntryChange<V> change(EntryPlace<V> entry, Read<V> seen) {
    if (this instanceof Store<V, R> store) {
      return EntryChange.storing(entry, seen, store.value());
    }
    if (this instanceof Load<V, R> load) {
      return EntryChange.storing(entry, seen, load.value());
    }
    if (this instanceof Remove) {
      return seen instanceof Read.Absent ? null : EntryChange.removing(entry, seen);
    }
    return this instanceof Touch ? EntryChange.touching(entry) : null;
  }

  /** Removes again what was loaded and stored, if the entry was changed in between. */
  default void withdrawUnless(BooleanSupplier isUpToDate, EntryChange<V> made) {
    if (this instanceof Load && made.mayBeStored() && !isUpToDate.getAsBoolean()) {
      made.withdraw();
    }
  }
}
