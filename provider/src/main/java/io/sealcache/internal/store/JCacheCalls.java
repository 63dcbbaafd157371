package io.sealcache.internal.store;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Calls to a store that asks its expiry policy on the caller's thread, over nothing but the
 * standard API.
 */
public final class JCacheCalls implements StoreCalls {
  /** How many entries are read in one call. */
  public enum BulkRead {
    /** All in one call. */
    AT_ONCE,
    /** So, and one by one where the store answers that it can't. */
    ELSE_ONE_BY_ONE
  }

  private final Cache<String, Object> cache;
  private final BulkRead bulkRead;

  /**
   * @param cache created with {@link CallerExpiryPolicy#FACTORY}, or where no operation asks
   *     anything with a policy that never lets anything expire
   */
  public JCacheCalls(Cache<String, Object> cache, BulkRead bulkRead) {
    this.cache = cache;
    this.bulkRead = bulkRead;
  }

  @Override
  public @Nullable Object get(String key, OperationExpiry expiry) {
    Object value = this.<@Nullable Object>call(expiry, () -> cache.get(key));
    if (value != null && expiry.isExpiredByAccess()) {
      remove(key, value); // Ehcache lets it expire in its heap tier only
    }
    return value;
  }

  @Override
  public Map<String, Object> getAll(Set<String> keys, OperationExpiry expiry) {
    Map<String, Object> found = call(expiry, () -> fetch(keys));
    if (expiry.isExpiredByAccess()) {
      found.forEach(this::remove);
    }
    return found;
  }

  private Map<String, Object> fetch(Set<String> keys) {
    try {
      // A plain HashSet: the reference implementation asks it whether it contains null.
      return cache.getAll(new HashSet<>(keys));
    } catch (UnsupportedOperationException e) {
      if (bulkRead == BulkRead.AT_ONCE) {
        throw e;
      }
      return fetchOneByOne(keys);
    }
  }

  private Map<String, Object> fetchOneByOne(Set<String> keys) {
    Map<String, Object> found = new HashMap<>();
    for (String key : keys) {
      Object value = cache.get(key);
      if (value != null) {
        found.put(key, value);
      }
    }
    return found;
  }

  @Override
  public void put(String key, Object value, OperationExpiry expiry) {
    run(expiry, () -> cache.put(key, value));
  }

  @Override
  public void putAll(Map<String, Object> entries, OperationExpiry expiry) {
    run(expiry, () -> cache.putAll(new HashMap<>(entries)));
  }

  @Override
  public boolean putIfAbsent(String key, Object value, OperationExpiry expiry) {
    return call(expiry, () -> cache.putIfAbsent(key, value));
  }

  @Override
  public boolean replace(String key, Object value, OperationExpiry expiry) {
    return call(expiry, () -> cache.replace(key, value));
  }

  @Override
  public boolean replace(String key, Object expected, Object value, OperationExpiry expiry) {
    return call(expiry, () -> cache.replace(key, expected, value));
  }

  @Override
  public boolean remove(String key) {
    return call(OperationExpiry.silent(), () -> cache.remove(key));
  }

  @Override
  public boolean remove(String key, Object expected) {
    return call(OperationExpiry.silent(), () -> cache.remove(key, expected));
  }

  @Override
  public void removeAll(Set<String> keys) {
    run(OperationExpiry.silent(), () -> cache.removeAll(new HashSet<>(keys)));
  }

  @Override
  public void removeAll() {
    run(OperationExpiry.silent(), cache::removeAll);
  }

  @Override
  public void clear() {
    run(OperationExpiry.silent(), cache::clear);
  }

  @Override
  public Iterator<Cache.Entry<String, Object>> iterator() {
    Iterator<Cache.Entry<String, Object>> entries = call(OperationExpiry.silent(), cache::iterator);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return call(OperationExpiry.silent(), entries::hasNext);
      }

      @Override
      public Cache.Entry<String, Object> next() {
        return call(OperationExpiry.silent(), entries::next);
      }
    };
  }

  @Override
  public void registerListener(CacheEntryListenerConfiguration<String, Object> configuration) {
    run(OperationExpiry.silent(), () -> cache.registerCacheEntryListener(configuration));
  }

  @Override
  public void deregisterListener(CacheEntryListenerConfiguration<String, Object> configuration) {
    run(OperationExpiry.silent(), () -> cache.deregisterCacheEntryListener(configuration));
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

  private void run(OperationExpiry expiry, Runnable call) {
    this.<@Nullable Object>call(
        expiry,
        () -> {
          call.run();
          return null;
        });
  }

  private <T extends @Nullable Object> T call(OperationExpiry expiry, Supplier<T> call) {
    try {
      return CallerExpiryPolicy.during(expiry, call);
    } catch (RuntimeException e) {
      throw StoreClosed.explain(cache, e);
    }
  }
}
