package io.sealcache.store;

import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * The port to the wrapped cache: carriers in, carriers out, one call an operation, each with what
 * the store may ask the expiry policy meanwhile. Thread-safe. All throw {@link
 * IllegalStateException} once the store is closed, and what the store throws otherwise.
 */
interface StoreCalls {
  @Nullable Object get(String key, OperationExpiry expiry);

  /** The entries found; may hold keys that were not asked for. */
  Map<String, Object> getAll(Set<String> keys, OperationExpiry expiry);

  /** An access that fetches nothing. */
  void touch(String key, OperationExpiry expiry);

  void put(String key, Object value, OperationExpiry expiry);

  void putAll(Map<String, Object> entries, OperationExpiry expiry);

  /** False too where the policy lets the entry expire at its creation. */
  boolean putIfAbsent(String key, Object value, OperationExpiry expiry);

  boolean replace(String key, Object value, OperationExpiry expiry);

  boolean replace(String key, Object expected, Object value, OperationExpiry expiry);

  boolean remove(String key);

  boolean remove(String key, Object expected);

  void removeAll(Set<String> keys);

  void removeAll();

  void clear();

  /** The entries, silently: no entry's expiry changes. */
  Iterator<Cache.Entry<String, Object>> iterator();

  void registerListener(CacheEntryListenerConfiguration<String, Object> configuration);

  void deregisterListener(CacheEntryListenerConfiguration<String, Object> configuration);

  void close();

  boolean isClosed();

  /** Names the store in an error: its provider's class and the carrier. */
  String describe();
}
