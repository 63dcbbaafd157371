package io.sealcache.internal.store.hazelcast;

import com.hazelcast.cache.ICache;
import com.hazelcast.cache.impl.ICacheInternal;
import io.sealcache.internal.store.ExpiringEntries;
import io.sealcache.internal.store.OperationExpiry;
import io.sealcache.internal.store.StoreCalls;
import io.sealcache.internal.store.StoreClosed;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import org.jspecify.annotations.Nullable;

/** Calls to Hazelcast; those that an expiry policy has a say in are made by others. */
final class HazelcastCalls implements StoreCalls {
  private final ICache<String, Object> cache;
  private final ExpiringEntries expiring;

  HazelcastCalls(ICache<String, Object> cache, ExpiringEntries expiring) {
    this.cache = cache;
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
  public void touch(String key, OperationExpiry expiry) {
    run(() -> expiring.touch(key, expiry));
  }

  @Override
  public void put(String key, Object value, OperationExpiry expiry) {
    run(() -> expiring.put(key, value, expiry));
  }

  @Override
  public void putAll(Map<String, Object> entries, OperationExpiry expiry) {
    run(() -> expiring.putAll(entries, expiry));
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
    return call(() -> cache.remove(key));
  }

  @Override
  public boolean remove(String key, Object expected) {
    return call(() -> cache.remove(key, expected));
  }

  @Override
  public void removeAll(Set<String> keys) {
    run(() -> cache.removeAll(keys));
  }

  @Override
  public void removeAll() {
    run(cache::removeAll);
  }

  @Override
  public void clear() {
    run(cache::clear);
  }

  @Override
  public Iterator<Cache.Entry<String, Object>> iterator() {
    return call(cache::iterator);
  }

  @Override
  public void registerListener(CacheEntryListenerConfiguration<String, Object> configuration) {
    // The public method would ship the configuration to each member; this one sends nothing.
    ICacheInternal<String, Object> internal = internal();
    run(() -> internal.registerCacheEntryListener(configuration, false));
  }

  @SuppressWarnings("unchecked") // a carrier is an Object here as everywhere
  private ICacheInternal<String, Object> internal() {
    try {
      return cache.unwrap(ICacheInternal.class);
    } catch (IllegalArgumentException | LinkageError e) {
      throw new CacheException(
          "This version of Hazelcast has no way to register a listener without sending it to the"
              + " members; use one that was tested: 5.7",
          e);
    }
  }

  @Override
  public void deregisterListener(CacheEntryListenerConfiguration<String, Object> configuration) {
    run(() -> internal().deregisterCacheEntryListener(configuration));
  }

  @Override
  public void close() {
    cache.close();
  }

  @Override
  public boolean isClosed() {
    return cache.isClosed();
  }

  @Override
  public String describe() {
    return cache.getClass().getName();
  }

  private void run(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException e) {
      throw StoreClosed.explain(cache, e);
    }
  }

  private <T extends @Nullable Object> T call(Supplier<T> call) {
    try {
      return call.get();
    } catch (RuntimeException e) {
      throw StoreClosed.explain(cache, e);
    }
  }
}
