package io.sealcache.internal.store;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;

/** One call to a store about one entry, to be made together with others. Immutable. */
public sealed interface EntryCall {
  StoredKey key();

  record PutIfAbsent(StoredKey key, SealedBytes value, OperationExpiry expiry)
      implements EntryCall {}

  /** Replaces what is the very same as {@code expected}. */
  record Replace(StoredKey key, SealedBytes expected, SealedBytes value, OperationExpiry expiry)
      implements EntryCall {}

  /** Removes whatever is there. */
  record Remove(StoredKey key) implements EntryCall {}

  /** Removes what is the very same as {@code expected}. */
  record RemoveSame(StoredKey key, SealedBytes expected) implements EntryCall {}

  /** One access; its answer says nothing. */
  record Touch(StoredKey key, OperationExpiry expiry) implements EntryCall {}
}
