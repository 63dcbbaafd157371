package io.sealcache.internal.store.hazelcast;

import com.hazelcast.cache.HazelcastExpiryPolicy;
import com.hazelcast.cache.ICache;
import io.sealcache.internal.store.AskedExpiry;
import io.sealcache.internal.store.OperationExpiry;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * For a cache with a policy of the application's, whose answers are sent as constants over a cache
 * that is eternal by itself.
 */
final class HazelcastAskedExpiry implements AskedExpiry<Object> {
  private final ICache<String, Object> cache;

  HazelcastAskedExpiry(ICache<String, Object> cache) {
    this.cache = cache;
  }

  @Override
  public @Nullable Object get(String key, OperationExpiry expiry) {
    Object value = cache.get(key);
    if (value != null) {
      touch(key, expiry);
    }
    return value;
  }

  @Override
  public Map<String, Object> getAll(Set<String> keys, OperationExpiry expiry) {
    Map<String, Object> found = new HashMap<>(cache.getAll(keys));
    found.keySet().forEach(key -> touch(key, expiry));
    return found;
  }

  @Override
  public void touch(String key, OperationExpiry expiry) {
    accessSeen(key, ANY, expiry.getExpiryForAccess());
  }

  @Override
  public String cacheName() {
    return cache.getName();
  }

  @Override
  public @Nullable Object look(String key) {
    return cache.containsKey(key) ? ANY : null;
  }

  @Override
  public Object look(String key, Object expected) {
    return expected;
  }

  @Override
  public boolean create(String key, Object value, Duration creation) {
    return cache.putIfAbsent(key, value, constant(creation));
  }

  @Override
  public boolean replaceSeen(String key, Object seen, Object value, @Nullable Duration update) {
    return seen == ANY
        ? cache.replace(key, value, constant(update))
        : cache.replace(key, seen, value, constantForUpdate(update));
  }

  // Replacing with ZERO answers false though it took effect; a removal is exact.
  @Override
  public boolean removeSeen(String key, Object seen) {
    if (seen != ANY) {
      return cache.remove(key, seen);
    }
    // Writing with ZERO would wait for an event that never comes.
    touchSeen(key, seen, Duration.ZERO);
    return true;
  }

  // No value travels, and the entry's changes only in when it expires.
  @Override
  public void touchSeen(String key, Object seen, Duration access) {
    byte[] none = HazelcastConstantExpiry.NONE;
    cache.replace(key, none, none, constant(access));
  }

  // Were access answered too, a race that is lost would change when the winner's entry expires.
  private static ExpiryPolicy constantForUpdate(@Nullable Duration update) {
    return update == null ? new EternalExpiryPolicy() : new ModifiedExpiryPolicy(update);
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
