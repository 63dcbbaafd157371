package io.sealcache.store;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import org.apache.ignite.IgniteCache;
import org.jspecify.annotations.Nullable;

/**
 * Ignite's calls that an expiry policy has a say in, over a cache that is eternal by itself. Where
 * the policy's answers never change, those to both of a write's questions are sent; otherwise a
 * write first looks which one is to be asked. Thread-safe.
 */
final class IgniteExpiry {
  private final IgniteCache<String, Object> cache;
  private final boolean eternal;
  private final boolean standard;

  IgniteExpiry(IgniteCache<String, Object> cache, CacheExpiry expiry) {
    this.cache = cache;
    this.eternal = expiry.isEternal();
    this.standard = expiry.isStandard();
  }

  @Nullable Object get(String key, OperationExpiry expiry) {
    if (expiry.isSilent()) {
      return cache.get(key);
    }
    Object value = cache.get(key);
    if (value != null) {
      touch(key, value, expiry);
    }
    return value;
  }

  Map<String, Object> getAll(Set<String> keys, OperationExpiry expiry) {
    Map<String, Object> found = new HashMap<>(cache.getAll(keys));
    if (!expiry.isSilent()) {
      found.forEach((key, value) -> touch(key, value, expiry));
    }
    return found;
  }

  private void touch(String key, Object value, OperationExpiry expiry) {
    Duration access = expiry.getExpiryForAccess();
    if (access == null) {
      return;
    }
    if (access.isZero()) {
      cache.remove(key, value);
    } else {
      with(null, null, access).get(key);
    }
  }

  void put(String key, Object value, OperationExpiry expiry) {
    if (eternal) {
      cache.put(key, value);
    } else if (standard) {
      putConstant(key, value, expiry);
    } else {
      putAsked(key, value, expiry);
    }
  }

  private void putConstant(String key, Object value, OperationExpiry expiry) {
    Duration creation = expiry.getExpiryForCreation();
    if (!creation.isZero()) { // under such a policy no entry ever exists
      with(creation, expiry.getExpiryForUpdate(), null).put(key, value);
    }
  }

  private void putAsked(String key, Object value, OperationExpiry expiry) {
    boolean done = false;
    while (!done) { // ends when no other writer came between the look and the write
      done =
          cache.containsKey(key)
              ? update(key, value, expiry)
              : create(key, value, expiry) != Creation.TOO_LATE;
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
    return with(creation, null, null).putIfAbsent(key, value) ? Creation.DONE : Creation.TOO_LATE;
  }

  private enum Creation {
    DONE,
    STILLBORN,
    TOO_LATE
  }

  boolean replace(String key, Object value, OperationExpiry expiry) {
    return cache.containsKey(key) && update(key, value, expiry);
  }

  private boolean update(String key, Object value, OperationExpiry expiry) {
    Duration update = expiry.getExpiryForUpdate();
    return (update != null && update.isZero())
        ? cache.remove(key)
        : with(null, update, null).replace(key, value);
  }

  boolean replace(String key, Object expected, Object value, OperationExpiry expiry) {
    Duration update = expiry.getExpiryForUpdate();
    return (update != null && update.isZero())
        ? cache.remove(key, expected)
        : with(null, update, null).replace(key, expected, value);
  }

  private Cache<String, Object> with(
      @Nullable Duration creation, @Nullable Duration update, @Nullable Duration access) {
    return creation == null && update == null && access == null
        ? cache
        : cache.withExpiryPolicy(new Constants(creation, update, access));
  }

  /** Travels as durations, by a class of Ignite's. */
  private record Constants(
      @Nullable Duration creation, @Nullable Duration update, @Nullable Duration access)
      implements ExpiryPolicy {
    @Override
    public Duration getExpiryForCreation() {
      return creation == null ? Duration.ETERNAL : creation;
    }

    @Override
    public @Nullable Duration getExpiryForUpdate() {
      return update;
    }

    @Override
    public @Nullable Duration getExpiryForAccess() {
      return access;
    }
  }
}
