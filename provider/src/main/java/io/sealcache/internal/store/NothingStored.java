package io.sealcache.internal.store;

import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * A store without entries, for operations that find none and store nothing: it takes no entry, and
 * says so by an {@link UnsupportedOperationException}. Thread-safe.
 */
public final class NothingStored implements StoreCalls {
  private final StoreCalls store;

  /**
   * @param store that holds nothing for such an operation; asked whether it is open
   */
  public NothingStored(StoreCalls store) {
    this.store = store;
  }

  private void ensureOpen() {
    if (store.isClosed()) {
      throw new IllegalStateException("The store is closed");
    }
  }

  @Override
  public @Nullable Object get(String key, OperationExpiry expiry) {
    ensureOpen();
    return null;
  }

  @Override
  public Map<String, Object> getAll(Set<String> keys, OperationExpiry expiry) {
    ensureOpen();
    return Map.of();
  }

  @Override
  public boolean remove(String key) {
    ensureOpen();
    return false;
  }

  @Override
  public boolean remove(String key, Object expected) {
    ensureOpen();
    return false;
  }

  @Override
  public void removeAll(Set<String> keys) {
    ensureOpen();
  }

  @Override
  public void removeAll() {
    ensureOpen();
  }

  @Override
  public void clear() {
    ensureOpen();
  }

  @Override
  public Iterator<Cache.Entry<String, Object>> iterator() {
    ensureOpen();
    return Collections.emptyIterator();
  }

  @Override
  public boolean replace(String key, Object value, OperationExpiry expiry) {
    ensureOpen();
    return false;
  }

  @Override
  public boolean replace(String key, Object expected, Object value, OperationExpiry expiry) {
    ensureOpen();
    return false;
  }

  @Override
  public void put(String key, Object value, OperationExpiry expiry) {
    throw takesNone();
  }

  @Override
  public void putAll(Map<String, Object> entries, OperationExpiry expiry) {
    throw takesNone();
  }

  @Override
  public boolean putIfAbsent(String key, Object value, OperationExpiry expiry) {
    throw takesNone();
  }

  @Override
  public void registerListener(CacheEntryListenerConfiguration<String, Object> configuration) {
    throw takesNone();
  }

  @Override
  public void deregisterListener(CacheEntryListenerConfiguration<String, Object> configuration) {
    throw takesNone();
  }

  private static UnsupportedOperationException takesNone() {
    return new UnsupportedOperationException("Nothing is stored without keys");
  }

  @Override
  public void close() {}

  @Override
  public boolean isClosed() {
    return store.isClosed();
  }

  @Override
  public String describe() {
    return store.describe();
  }
}
