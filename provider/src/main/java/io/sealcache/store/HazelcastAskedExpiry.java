package io.sealcache.store;

import com.hazelcast.cache.HazelcastExpiryPolicy;
import com.hazelcast.cache.ICache;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * For a cache with a policy of the user's, which is asked here and sent as constants over a cache
 * that is eternal by itself. Whether an entry is created or updated has to be known before the
 * policy is asked, so a write first looks.
 */
final class HazelcastAskedExpiry implements HazelcastExpiry {
  private final ICache<String, byte[]> cache;

  HazelcastAskedExpiry(ICache<String, byte[]> cache) {
    this.cache = cache;
  }

  @Override
  public byte @Nullable [] get(String key, OperationExpiry expiry) {
    byte[] value = cache.get(key);
    if (value != null) {
      touch(key, expiry);
    }
    return value;
  }

  @Override
  public Map<String, byte[]> getAll(Set<String> keys, OperationExpiry expiry) {
    Map<String, byte[]> found = new HashMap<>(cache.getAll(keys));
    found.keySet().forEach(key -> touch(key, expiry));
    return found;
  }

  @Override
  public void touch(String key, OperationExpiry expiry) {
    Duration access = expiry.getExpiryForAccess();
    if (access != null) {
      touch(key, access);
    }
  }

  // No value travels, and the entry's changes only in when it expires.
  private void touch(String key, Duration duration) {
    cache.replace(key, NONE, NONE, constant(duration));
  }

  @Override
  public void put(String key, byte[] value, OperationExpiry expiry) {
    boolean done = false;
    while (!done) { // ends when no other writer came between the look and the write
      if (cache.containsKey(key)) {
        done = update(key, value, expiry);
      } else {
        Duration creation = expiry.getExpiryForCreation();
        done = creation.isZero() || cache.putIfAbsent(key, value, constant(creation));
      }
    }
  }

  @Override
  public void putAll(Map<String, byte[]> entries, OperationExpiry expiry) {
    entries.forEach((key, value) -> put(key, value, expiry));
  }

  @Override
  public boolean putIfAbsent(String key, byte[] value, OperationExpiry expiry) {
    Duration creation = expiry.getExpiryForCreation();
    return !creation.isZero() && cache.putIfAbsent(key, value, constant(creation));
  }

  @Override
  public boolean replace(String key, byte[] value, OperationExpiry expiry) {
    return cache.containsKey(key) && update(key, value, expiry);
  }

  @Override
  public boolean replace(String key, byte[] expected, byte[] value, OperationExpiry expiry) {
    Duration update = expiry.getExpiryForUpdate();
    // Replacing with ZERO answers false though it took effect; a removal is exact.
    return (update != null && update.isZero())
        ? cache.remove(key, expected)
        : cache.replace(key, expected, value, constant(update));
  }

  private boolean update(String key, byte[] value, OperationExpiry expiry) {
    Duration update = expiry.getExpiryForUpdate();
    if (update != null && update.isZero()) {
      // Writing with ZERO would wait for an event that never comes.
      touch(key, update);
      return true;
    }
    return cache.replace(key, value, constant(update));
  }

  /** Standard policies, since HazelcastExpiryPolicy carries neither null nor ETERNAL. */
  private static ExpiryPolicy constant(@Nullable Duration duration) {
    if (duration == null) {
      return new EternalExpiryPolicy();
    }
    return duration.isEternal()
        ? new TouchedExpiryPolicy(duration)
        : new HazelcastExpiryPolicy(duration, duration, duration);
  }
}
