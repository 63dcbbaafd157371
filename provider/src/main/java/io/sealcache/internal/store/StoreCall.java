package io.sealcache.internal.store;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One call to a store, with what may be asked of the expiry policy meanwhile. Immutable, except for
 * what the policy was asked.
 *
 * @param <T> what it answers
 */
public sealed interface StoreCall<T extends @Nullable Object> {
  /** The questions that may be asked meanwhile. */
  default OperationExpiry expiry() {
    return OperationExpiry.silent();
  }

  /** About one entry that it may change; answers whether it did. */
  sealed interface OfEntry extends StoreCall<Boolean> {
    StoredKey key();

    /** The value that the entry has to have; null: whatever is there. */
    default @Nullable SealedBytes expected() {
      return null;
    }
  }

  /** Null if nothing is there. */
  record Get(StoredKey key, OperationExpiry expiry) implements StoreCall<@Nullable SealedBytes> {}

  /** Answers with what the store has for each of these keys; null: nothing. */
  record GetAll(Collection<StoredKey> keys, OperationExpiry expiry)
      implements StoreCall<Function<StoredKey, @Nullable SealedBytes>> {}

  /** Its answer says nothing. */
  record Put(StoredKey key, SealedBytes value, OperationExpiry expiry) implements OfEntry {}

  /** Its answer says nothing. */
  record PutAll(Map<StoredKey, SealedBytes> values, OperationExpiry expiry)
      implements StoreCall<Boolean> {}

  /** False too where the policy lets the entry expire at its creation. */
  record PutIfAbsent(StoredKey key, SealedBytes value, OperationExpiry expiry) implements OfEntry {}

  /** Replaces what is there, if it is the very same as {@code expected}. */
  record Replace(
      StoredKey key, @Nullable SealedBytes expected, SealedBytes value, OperationExpiry expiry)
      implements OfEntry {}

  /** Removes what is there, if it is the very same as {@code expected}. */
  record Remove(StoredKey key, @Nullable SealedBytes expected) implements OfEntry {}

  /** One access, which fetches nothing where the store can do without; its answer says nothing. */
  record Touch(StoredKey key, OperationExpiry expiry) implements OfEntry {}

  /** Removes whatever is there; its answer says nothing. */
  record RemoveAll(Collection<StoredKey> keys) implements StoreCall<Boolean> {}

  /**
   * Calls about different entries, one by one or, where the store can, under way together. Answers
   * in their order; where one failed, the others were made all the same.
   */
  record Together(List<OfEntry> calls) implements StoreCall<List<PendingCall<Boolean>>> {}

  /**
   * Removes all; its answer says nothing.
   *
   * @param heard whether listeners are told
   */
  record Clear(boolean heard) implements StoreCall<Boolean> {}

  /**
   * Silently: no entry's expiry changes.
   *
   * @param valued whether the values are wanted too
   */
  record ListEntries(boolean valued) implements StoreCall<Iterator<ListedEntry>> {}

  /** Has events reported from now on, until the answer is run. */
  record Listen(StoreListener listener) implements StoreCall<Runnable> {}
}
