package io.sealcache.internal.store;

import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What an expiry policy has a say in: carriers in, carriers out, one call an operation, each with
 * what may be asked of the policy meanwhile. Thread-safe.
 */
public interface ExpiringEntries {
  @Nullable Object get(String key, OperationExpiry expiry);

  /** The entries found; may hold keys that were not asked for. */
  Map<String, Object> getAll(Set<String> keys, OperationExpiry expiry);

  /** Begins {@link #getAll}, at the latest when it is asked for what was found. */
  default Supplier<Map<String, Object>> beginGetAll(Set<String> keys, OperationExpiry expiry) {
    return () -> getAll(keys, expiry);
  }

  /** An access alone, which fetches nothing where the store can do without. */
  default void touch(String key, OperationExpiry expiry) {
    get(key, expiry);
  }

  void put(String key, Object value, OperationExpiry expiry);

  /** Keys that are to be removed at once, as the store is to be given them. */
  default Set<String> inOrder(Set<String> keys) {
    return keys;
  }

  void putAll(Map<String, Object> entries, OperationExpiry expiry);

  /** Begins {@link #putAll}, at the latest when it is waited for. */
  default Runnable beginPutAll(Map<String, Object> entries, OperationExpiry expiry) {
    return () -> putAll(entries, expiry);
  }

  /** False too where the policy lets the entry expire at its creation. */
  boolean putIfAbsent(String key, Object value, OperationExpiry expiry);

  boolean replace(String key, Object value, OperationExpiry expiry);

  boolean replace(String key, Object expected, Object value, OperationExpiry expiry);
}
