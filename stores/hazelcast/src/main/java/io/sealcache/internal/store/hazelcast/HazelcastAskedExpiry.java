package io.sealcache.internal.store.hazelcast;

import static java.util.stream.Collectors.toMap;

import com.hazelcast.cache.HazelcastExpiryPolicy;
import com.hazelcast.cache.ICache;
import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.internal.store.AskedExpiry;
import io.sealcache.internal.store.Carriers;
import io.sealcache.internal.store.FoundEntries;
import io.sealcache.internal.store.ListenerCount;
import io.sealcache.internal.store.OperationExpiry;
import io.sealcache.internal.store.UnderWay;
import java.util.Collection;
import java.util.Map;
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
  private final Carriers carriers;
  private final ListenerCount listeners;

  HazelcastAskedExpiry(ICache<String, Object> cache, Carriers carriers, ListenerCount listeners) {
    this.cache = cache;
    this.carriers = carriers;
    this.listeners = listeners;
  }

  @Override
  public @Nullable SealedBytes get(StoredKey key, OperationExpiry expiry) {
    SealedBytes value = carriers.read(cache.get(key.text()));
    if (value != null) {
      touch(key, expiry);
    }
    return value;
  }

  @Override
  public FoundEntries getAll(Collection<StoredKey> keys, OperationExpiry expiry) {
    FoundEntries found = carriers.read(cache.getAll(Carriers.texts(keys)));
    accessAll(any(found, keys), expiry);
    return found;
  }

  @Override
  public void touch(StoredKey key, OperationExpiry expiry) {
    accessSeen(key, ANY, expiry.getExpiryForAccess());
  }

  @Override
  public String cacheName() {
    return cache.getName();
  }

  @Override
  public @Nullable Object look(StoredKey key) {
    return cache.containsKey(key.text()) ? ANY : null;
  }

  @Override
  public Object look(StoredKey key, SealedBytes expected) {
    return expected;
  }

  @Override
  public boolean create(StoredKey key, SealedBytes value, Duration creation) {
    return cache.putIfAbsent(key.text(), value.bytes(), constant(creation));
  }

  @Override
  public boolean replaceSeen(
      StoredKey key, Object seen, SealedBytes value, @Nullable Duration update) {
    return seen instanceof SealedBytes known
        ? cache.replace(key.text(), known.bytes(), value.bytes(), constantForUpdate(update))
        : cache.replace(key.text(), value.bytes(), constant(update));
  }

  // Replacing with ZERO answers false though it took effect; a removal is exact.
  @Override
  public boolean removeSeen(StoredKey key, Object seen) {
    if (seen instanceof SealedBytes known) {
      return cache.remove(key.text(), known.bytes());
    }
    // Writing with ZERO would wait for an event that never comes.
    touchSeen(key, seen, Duration.ZERO);
    return true;
  }

  // No value travels, and the entry's changes only in when it expires.
  @Override
  public void touchSeen(StoredKey key, Object seen, Duration access) {
    byte[] none = HazelcastConstantExpiry.NONE;
    cache.replace(key.text(), none, none, constant(access));
  }

  // Were access answered too, a race that is lost would change when the winner's entry expires.
  private static ExpiryPolicy constantForUpdate(@Nullable Duration update) {
    return update == null ? new EternalExpiryPolicy() : new ModifiedExpiryPolicy(update);
  }

  // It takes no value to know that an entry is there, but to ask for each takes a call.
  @Override
  public Map<StoredKey, Object> lookAll(Collection<StoredKey> keys) {
    return any(carriers.read(cache.getAll(Carriers.texts(keys))), keys);
  }

  private static Map<StoredKey, Object> any(FoundEntries found, Collection<StoredKey> keys) {
    return found.of(keys).keySet().stream().collect(toMap(key -> key, key -> ANY));
  }

  @Override
  public Map<StoredKey, SealedBytes> lookAll(Map<StoredKey, SealedBytes> expected) {
    return expected;
  }

  @Override
  public BooleanSupplier beginCreate(StoredKey key, SealedBytes value, Duration creation) {
    return listeners.begin(
        () -> cache.putIfAbsentAsync(key.text(), value.bytes(), constant(creation)),
        () -> create(key, value, creation));
  }

  @Override
  public BooleanSupplier beginReplace(
      StoredKey key, Object seen, SealedBytes value, @Nullable Duration update) {
    return listeners.begin(
        () ->
            seen instanceof SealedBytes known
                ? cache.replaceAsync(
                    key.text(), known.bytes(), value.bytes(), constantForUpdate(update))
                : cache.replaceAsync(key.text(), value.bytes(), constant(update)),
        () -> replaceSeen(key, seen, value, update));
  }

  @Override
  public BooleanSupplier beginRemove(StoredKey key, Object seen) {
    return seen instanceof SealedBytes known
        ? listeners.begin(
            () -> cache.removeAsync(key.text(), known.bytes()), () -> removeSeen(key, seen))
        : beginTouch(key, seen, Duration.ZERO);
  }

  // Answers false, and says nothing.
  @Override
  public BooleanSupplier beginTouch(StoredKey key, Object seen, Duration access) {
    byte[] none = HazelcastConstantExpiry.NONE;
    UnderWay<Boolean> begun =
        UnderWay.of(cache.replaceAsync(key.text(), none, none, constant(access)));
    return () -> {
      begun.answer();
      return true;
    };
  }

  @Override
  public BooleanSupplier beginRemove(StoredKey key) {
    return listeners.begin(() -> cache.removeAsync(key.text()), () -> cache.remove(key.text()));
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
