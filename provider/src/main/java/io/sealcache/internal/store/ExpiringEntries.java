package io.sealcache.internal.store;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import java.util.Collection;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What an expiry policy has a say in: one call an operation, each with what may be asked of the
 * policy meanwhile. Thread-safe.
 */
public interface ExpiringEntries {
  @Nullable SealedBytes get(StoredKey key, OperationExpiry expiry);

  FoundEntries getAll(Collection<StoredKey> keys, OperationExpiry expiry);

  /** Begins {@link #getAll}, at the latest when it is asked for what was found. */
  default Supplier<FoundEntries> beginGetAll(Collection<StoredKey> keys, OperationExpiry expiry) {
    return () -> getAll(keys, expiry);
  }

  /** An access alone, which fetches nothing where the store can do without. */
  default void touch(StoredKey key, OperationExpiry expiry) {
    get(key, expiry);
  }

  void put(StoredKey key, SealedBytes value, OperationExpiry expiry);

  void putAll(Map<StoredKey, SealedBytes> entries, OperationExpiry expiry);

  /** Begins {@link #putAll}, at the latest when it is waited for. */
  default Runnable beginPutAll(Map<StoredKey, SealedBytes> entries, OperationExpiry expiry) {
    return () -> putAll(entries, expiry);
  }

  /** False too where the policy lets the entry expire at its creation. */
  boolean putIfAbsent(StoredKey key, SealedBytes value, OperationExpiry expiry);

  boolean replace(StoredKey key, SealedBytes value, OperationExpiry expiry);

  boolean replace(StoredKey key, SealedBytes expected, SealedBytes value, OperationExpiry expiry);
}
