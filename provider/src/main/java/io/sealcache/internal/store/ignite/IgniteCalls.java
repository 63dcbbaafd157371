package io.sealcache.internal.store.ignite;

import io.sealcache.internal.store.JCacheCalls;
import io.sealcache.internal.store.OperationExpiry;
import io.sealcache.internal.store.StoreCalls;
import io.sealcache.internal.store.StoreClosed;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import org.jspecify.annotations.Nullable;

/** Calls to Ignite: what asks no expiry policy is done by the standard API. */
final class IgniteCalls implements StoreCalls {
  private final Cache<String, Object> cache;
  private final JCacheCalls standard;
  private final IgniteExpiry expiring;

  IgniteCalls(Cache<String, Object> cache, IgniteExpiry expiring) {
    this.cache = cache;
    this.standard = new JCacheCalls(cache, JCacheCalls.BulkRead.AT_ONCE);
    this.expiring = expiring;
  }

  @Override
  public @Nullable Object get(String key, OperationExpiry expiry) {
    return this.<@Nullable Object>call(() -> expiring.get(key, expiry));
  }

  @Override
  public Map<String, Object> getAll(Set<String> keys, OperationExpiry expiry) {
    return call(() -> expiring.getAll(keys, expiry));
  }

  @Override
  public void put(String key, Object value, OperationExpiry expiry) {
    call(
        () -> {
          expiring.put(key, value, expiry);
          return true;
        });
  }

  // In one order everywhere: two bulk writes that lock entries in different ones wait for ever.
  @Override
  public void putAll(Map<String, Object> entries, OperationExpiry expiry) {
    call(
        () -> {
          expiring.putAll(new TreeMap<>(entries), expiry);
          return true;
        });
  }

  @Override
  public boolean putIfAbsent(String key, Object value, OperationExpiry expiry) {
    return call(() -> expiring.putIfAbsent(key, value, expiry));
  }

  @Override
  public boolean replace(String key, Object value, OperationExpiry expiry) {
    return call(() -> expiring.replace(key, value, expiry));
  }

  @Override
  public boolean replace(String key, Object expected, Object value, OperationExpiry expiry) {
    return call(() -> expiring.replace(key, expected, value, expiry));
  }

  @Override
  public boolean remove(String key) {
    return standard.remove(key);
  }

  @Override
  public boolean remove(String key, Object expected) {
    return standard.remove(key, expected);
  }

  @Override
  public void removeAll(Set<String> keys) {
    standard.removeAll(keys);
  }

  @Override
  public void removeAll() {
    standard.removeAll();
  }

  @Override
  public void clear() {
    standard.clear();
  }

  @Override
  public Iterator<Cache.Entry<String, Object>> iterator() {
    return standard.iterator();
  }

  @Override
  public void registerListener(CacheEntryListenerConfiguration<String, Object> configuration) {
    standard.registerListener(configuration);
  }

  @Override
  public void deregisterListener(CacheEntryListenerConfiguration<String, Object> configuration) {
    standard.deregisterListener(configuration);
  }

  @Override
  public void close() {
    standard.close();
  }

  @Override
  public boolean isClosed() {
    return standard.isClosed();
  }

  @Override
  public String describe() {
    return standard.describe();
  }

  private <T extends @Nullable Object> T call(Supplier<T> call) {
    try {
      return call.get();
    } catch (RuntimeException e) {
      throw StoreClosed.explain(cache, e);
    }
  }
}
