package io.sealcache.store;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.expiry.Duration;
import org.infinispan.AdvancedCache;
import org.infinispan.container.entries.CacheEntry;
import org.infinispan.context.Flag;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a cache of Infinispan's. The expiry policy is asked here and sent as a lifespan,
 * so that no node needs it; where its answer depends on whether an entry exists, a write first
 * looks, and then compares with what it saw. Thread-safe.
 */
final class InfinispanEntries {
  private final AdvancedCache<String, Object> cache;
  private final AdvancedCache<String, Object> unheard;
  private final InfinispanLifespans lifespans;
  private final boolean eternal;

  /**
   * @param eternal whether the policy never lets anything expire
   */
  InfinispanEntries(
      AdvancedCache<String, Object> cache, InfinispanLifespans lifespans, boolean eternal) {
    this.cache = cache;
    this.unheard = cache.withFlags(Flag.SKIP_LISTENER_NOTIFICATION);
    this.lifespans = lifespans;
    this.eternal = eternal && lifespans.longest() < 0;
  }

  @Nullable Object get(String key, OperationExpiry expiry) {
    if (expiry.isSilent()) {
      return cache.get(key);
    }
    CacheEntry<String, Object> entry = cache.getCacheEntry(key);
    if (entry == null) {
      return null;
    }
    touch(entry, expiry);
    return entry.getValue();
  }

  Map<String, Object> getAll(Set<String> keys, OperationExpiry expiry) {
    if (expiry.isSilent()) {
      return cache.getAll(keys);
    }
    Map<String, Object> found = new HashMap<>();
    for (CacheEntry<String, Object> entry : cache.getAllCacheEntries(keys).values()) {
      touch(entry, expiry);
      found.put(entry.getKey(), entry.getValue());
    }
    return found;
  }

  // A race lost here is one lost to a write, which sets the expiry itself.
  private void touch(CacheEntry<String, Object> entry, OperationExpiry expiry) {
    Duration access = expiry.getExpiryForAccess();
    if (access == null) {
      return;
    }
    if (access.isZero()) {
      remove(entry.getKey(), entry.getValue());
      return;
    }
    Object value = entry.getValue();
    replace(unheard, entry.getKey(), value, value, lifespans.ofAccess(access));
  }

  void put(String key, Object value, OperationExpiry expiry) {
    if (eternal) {
      cache.withFlags(Flag.IGNORE_RETURN_VALUES).put(key, value);
      return;
    }
    boolean done = false;
    while (!done) { // ends when no other writer came between the look and the write
      CacheEntry<String, Object> entry = cache.getCacheEntry(key);
      done =
          entry == null
              ? create(key, value, expiry) != Creation.TOO_LATE
              : update(entry, value, expiry);
    }
  }

  void putAll(Map<String, Object> entries, OperationExpiry expiry) {
    if (eternal) {
      cache.putAll(entries);
    } else {
      entries.forEach((key, value) -> put(key, value, expiry));
    }
  }

  boolean putIfAbsent(String key, Object value, OperationExpiry expiry) {
    return create(key, value, expiry) == Creation.DONE;
  }

  private Creation create(String key, Object value, OperationExpiry expiry) {
    Duration creation = expiry.getExpiryForCreation();
    if (creation.isZero()) {
      return Creation.STILLBORN;
    }
    long lifespan = lifespans.ofWrite(creation);
    Object known =
        cache.putIfAbsent(
            key, value, lifespan, MILLISECONDS, InfinispanLifespans.ETERNAL, MILLISECONDS);
    return known == null ? Creation.DONE : Creation.TOO_LATE;
  }

  private enum Creation {
    DONE,
    STILLBORN,
    TOO_LATE
  }

  boolean replace(String key, Object value, OperationExpiry expiry) {
    CacheEntry<String, Object> entry = cache.getCacheEntry(key);
    while (entry != null && !update(entry, value, expiry)) {
      entry = cache.getCacheEntry(key);
    }
    return entry != null;
  }

  boolean replace(String key, Object expected, Object value, OperationExpiry expiry) {
    if (eternal) {
      return replace(cache, key, expected, value, InfinispanLifespans.ETERNAL);
    }
    CacheEntry<String, Object> entry = cache.getCacheEntry(key);
    return entry != null && expected.equals(entry.getValue()) && update(entry, value, expiry);
  }

  // No two writes give the same stored value, so that comparing with it is exact.
  private boolean update(CacheEntry<String, Object> entry, Object value, OperationExpiry expiry) {
    Duration update = expiry.getExpiryForUpdate();
    return (update != null && update.isZero())
        ? remove(entry.getKey(), entry.getValue())
        : replace(
            cache, entry.getKey(), entry.getValue(), value, lifespans.ofUpdate(update, entry));
  }

  private static boolean replace(
      AdvancedCache<String, Object> cache,
      String key,
      Object expected,
      Object value,
      long lifespan) {
    return cache.replace(
        key, expected, value, lifespan, MILLISECONDS, InfinispanLifespans.ETERNAL, MILLISECONDS);
  }

  @Nullable Object remove(String key) {
    return cache.remove(key);
  }

  boolean remove(String key, Object expected) {
    return cache.remove(key, expected);
  }

  Set<String> keys() {
    return cache.keySet();
  }

  void clear() {
    unheard.clear();
  }

  Iterator<Cache.Entry<String, Object>> iterator() {
    return new InfinispanIterator(cache);
  }
}
