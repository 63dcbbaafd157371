package io.sealcache.internal.store.hazelcast;

import static java.util.stream.Collectors.toMap;

import com.hazelcast.cache.HazelcastExpiryPolicy;
import com.hazelcast.cache.ICache;
import io.sealcache.internal.store.AskedExpiry;
import io.sealcache.internal.store.ListenerCount;
import io.sealcache.internal.store.OperationExpiry;
import io.sealcache.internal.store.UnderWay;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
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
  private final ListenerCount listeners;

  HazelcastAskedExpiry(ICache<String, Object> cache, ListenerCount listeners) {
    this.cache = cache;
    this.listeners = listeners;
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
    accessAll(found.keySet().stream().collect(toMap(key -> key, key -> ANY)), expiry);
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

  // It takes no value to know that an entry is there, but to ask for each takes a call.
  @Override
  public Map<String, Object> lookAll(Set<String> keys) {
    return cache.getAll(keys).keySet().stream().collect(toMap(key -> key, key -> ANY));
  }

  @Override
  public Map<String, Object> lookAll(Map<String, Object> expected) {
    return expected;
  }

  @Override
  public BooleanSupplier beginCreate(String key, Object value, Duration creation) {
    return listeners.begin(
        () -> cache.putIfAbsentAsync(key, value, constant(creation)),
        () -> create(key, value, creation));
  }

  @Override
  public BooleanSupplier beginReplace(
      String key, Object seen, Object value, @Nullable Duration update) {
    return listeners.begin(
        () ->
            seen == ANY
                ? cache.replaceAsync(key, value, constant(update))
                : cache.replaceAsync(key, seen, value, constantForUpdate(update)),
        () -> replaceSeen(key, seen, value, update));
  }

  @Override
  public BooleanSupplier beginRemove(String key, Object seen) {
    if (seen != ANY) {
      return listeners.begin(() -> cache.removeAsync(key, seen), () -> removeSeen(key, seen));
    }
    return beginTouch(key, seen, Duration.ZERO);
  }

  // Answers false, and says nothing.
  @Override
  public BooleanSupplier beginTouch(String key, Object seen, Duration access) {
    byte[] none = HazelcastConstantExpiry.NONE;
    UnderWay<Boolean> begun = UnderWay.of(cache.replaceAsync(key, none, none, constant(access)));
    return () -> {
      begun.answer();
      return true;
    };
  }

  @Override
  public BooleanSupplier beginRemove(String key) {
    return listeners.begin(() -> cache.removeAsync(key), () -> cache.remove(key));
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
