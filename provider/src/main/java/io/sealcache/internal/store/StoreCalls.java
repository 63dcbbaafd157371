package io.sealcache.internal.store;

import java.util.Iterator;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;

/**
 * The port to the wrapped cache. Thread-safe. All throw {@link IllegalStateException} once the
 * store is closed, and what the store throws otherwise.
 */
public interface StoreCalls extends ExpiringEntries {
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
