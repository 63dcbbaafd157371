package io.sealcache.store;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Calls to Redisson and what the expiry policy says to them. Redisson asks it whether an entry is
 * created and whether it is updated before it knows which, so a policy whose answers may change is
 * asked here, after a look. It is never told that an entry expires at once, where it publishes an
 * event that nobody can decode: such an entry isn't written, or is removed.
 */
final class RedissonCalls implements StoreCalls {
  /** Equal to no stored value: compared with, it makes a replace an access that writes nothing. */
  private static final byte[] NONE = {};

  /** Redisson takes ETERNAL for "leave it as it is", whatever deadline there is. */
  private static final Duration AGES = new Duration(TimeUnit.DAYS, 365_000);

  private static final ExpiryPolicy SILENT = OperationExpiry.silent();

  private final RedissonCache cache;
  private final boolean constant;

  /**
   * @param constant whether the policy's answers never change, and none of them is zero
   */
  RedissonCalls(RedissonCache cache, boolean constant) {
    this.cache = cache;
    this.constant = constant;
  }

  @Override
  public @Nullable Object get(String key, OperationExpiry expiry) {
    if (constant) {
      return cache.get(key, expiry);
    }
    Object value = cache.get(key, SILENT);
    if (value != null) {
      touch(key, value, expiry.getExpiryForAccess());
    }
    return value;
  }

  // Redisson's own getAll, as an access, gives entries that have expired their life back.
  @Override
  public Map<String, Object> getAll(Set<String> keys, OperationExpiry expiry) {
    Map<String, Object> found = cache.getAll(keys);
    if (!expiry.isSilent()) {
      found.forEach((key, value) -> touch(key, value, expiry.getExpiryForAccess()));
    }
    return found;
  }

  @Override
  public void touch(String key, OperationExpiry expiry) {
    Object value = cache.get(key, SILENT);
    if (value != null) {
      touch(key, value, expiry.getExpiryForAccess());
    }
  }

  private void touch(String key, Object value, @Nullable Duration access) {
    if (access != null && access.isZero()) {
      cache.remove(key, value);
    } else if (access != null) {
      cache.replace(key, NONE, NONE, policy(access));
    }
  }

  @Override
  public void put(String key, Object value, OperationExpiry expiry) {
    if (constant) {
      cache.put(key, value, expiry);
    } else {
      write(key, value, expiry);
    }
  }

  @Override
  public void putAll(Map<String, Object> entries, OperationExpiry expiry) {
    if (constant) {
      cache.putAll(new HashMap<>(entries), expiry);
    } else {
      entries.forEach((key, value) -> write(key, value, expiry));
    }
  }

  // Ends when no other writer came between the look and the write.
  private void write(String key, Object value, OperationExpiry expiry) {
    boolean done = false;
    while (!done) {
      Object seen = cache.get(key, SILENT);
      if (seen != null) {
        done = update(key, seen, value, expiry);
      } else {
        Duration creation = expiry.getExpiryForCreation();
        done = creation.isZero() || cache.putIfAbsent(key, value, policy(creation));
      }
    }
  }

  @Override
  public boolean putIfAbsent(String key, Object value, OperationExpiry expiry) {
    if (constant) {
      return cache.putIfAbsent(key, value, expiry);
    }
    Duration creation = expiry.getExpiryForCreation();
    return !creation.isZero() && cache.putIfAbsent(key, value, policy(creation));
  }

  @Override
  public boolean replace(String key, Object value, OperationExpiry expiry) {
    if (constant) {
      return cache.replace(key, value, expiry);
    }
    for (Object seen = cache.get(key, SILENT); seen != null; seen = cache.get(key, SILENT)) {
      if (update(key, seen, value, expiry)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean replace(String key, Object expected, Object value, OperationExpiry expiry) {
    return update(key, expected, value, expiry);
  }

  private boolean update(String key, Object expected, Object value, OperationExpiry expiry) {
    Duration update = expiry.getExpiryForUpdate();
    return (update != null && update.isZero())
        ? cache.remove(key, expected)
        : cache.replace(key, expected, value, policy(update));
  }

  @Override
  public boolean remove(String key) {
    return cache.remove(key);
  }

  @Override
  public boolean remove(String key, Object expected) {
    return cache.remove(key, expected);
  }

  @Override
  public void removeAll(Set<String> keys) {
    cache.removeAll(keys);
  }

  @Override
  public void removeAll() {
    cache.removeAll();
  }

  @Override
  public void clear() {
    cache.clear();
  }

  @Override
  public Iterator<Cache.Entry<String, Object>> iterator() {
    return cache.iterator();
  }

  @Override
  public void registerListener(CacheEntryListenerConfiguration<String, Object> configuration) {
    cache.registerListener(configuration);
  }

  @Override
  public void deregisterListener(CacheEntryListenerConfiguration<String, Object> configuration) {
    cache.deregisterListener(configuration);
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
    return cache.describe();
  }

  /** Answers whatever Redisson asks with {@code duration}; null: leave it as it is. */
  private static ExpiryPolicy policy(@Nullable Duration duration) {
    return duration == null
        ? SILENT
        : new TouchedExpiryPolicy(duration.isEternal() ? AGES : duration);
  }
}
