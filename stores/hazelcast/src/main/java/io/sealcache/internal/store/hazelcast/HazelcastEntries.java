package io.sealcache.internal.store.hazelcast;

import com.hazelcast.cache.HazelcastExpiryPolicy;
import com.hazelcast.cache.ICache;
import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.internal.store.Begun;
import io.sealcache.internal.store.Carriers;
import io.sealcache.internal.store.FoundEntries;
import io.sealcache.internal.store.StoreEntries;
import io.sealcache.internal.store.UnderWay;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a cache that is eternal by itself, for a policy of the application's, whose
 * answers are sent as constants. What was seen is a value to compare with, or any. Thread-safe.
 */
final class HazelcastEntries implements StoreEntries<Object> {
  /** Equal to no stored value: compared with, it makes a replace an access that writes nothing. */
  static final byte[] NONE = {};

  private static final Object ANY = new Object();

  private final ICache<String, Object> cache;
  private final Carriers carriers;

  HazelcastEntries(ICache<String, Object> cache, Carriers carriers) {
    this.cache = cache;
    this.carriers = carriers;
  }

  @Override
  public String cacheName() {
    return cache.getName();
  }

  @Override
  public @Nullable SealedBytes get(StoredKey key, @Nullable Duration access) {
    return carriers.read(cache.get(key.text()));
  }

  @Override
  public Begun<FoundEntries> getAll(Collection<StoredKey> keys) {
    return Begun.answered(carriers.read(cache.getAll(Carriers.texts(keys))));
  }

  @Override
  public @Nullable Object read(StoredKey key) {
    return get(key, null);
  }

  @Override
  public Map<StoredKey, SealedBytes> readAll(Collection<StoredKey> keys) {
    return getAll(keys).answer().of(keys);
  }

  @Override
  public SealedBytes valueOf(Object seen) {
    return (SealedBytes) seen;
  }

  @Override
  public @Nullable Object look(StoredKey key, @Nullable SealedBytes expected) {
    return expected != null ? expected : cache.containsKey(key.text()) ? ANY : null;
  }

  @Override
  public Begun<Boolean> create(StoredKey key, SealedBytes value, Duration creation) {
    return UnderWay.of(cache.putIfAbsentAsync(key.text(), value.bytes(), constant(creation)));
  }

  @Override
  public Begun<Boolean> replace(
      StoredKey key, Object seen, SealedBytes value, @Nullable Duration update) {
    CompletionStage<Boolean> begun =
        seen instanceof SealedBytes known
            ? cache.replaceAsync(
                key.text(), known.bytes(), value.bytes(), constantForUpdate(update))
            : cache.replaceAsync(key.text(), value.bytes(), constant(update));
    return UnderWay.of(begun);
  }

  // Were access answered too, a race that is lost would change when the winner's entry expires.
  private static ExpiryPolicy constantForUpdate(@Nullable Duration update) {
    return update == null ? new EternalExpiryPolicy() : new ModifiedExpiryPolicy(update);
  }

  // Replacing with ZERO answers false though it took effect; a removal is exact.
  @Override
  public Begun<Boolean> remove(StoredKey key, Object seen) {
    return seen instanceof SealedBytes known
        ? UnderWay.of(cache.removeAsync(key.text(), known.bytes()))
        : touch(key, seen, Duration.ZERO);
  }

  @Override
  public Begun<Boolean> remove(StoredKey key) {
    return UnderWay.of(cache.removeAsync(key.text()));
  }

  @Override
  public Begun<Boolean> removeAll(Collection<StoredKey> keys) {
    cache.removeAll(Carriers.texts(keys));
    return Begun.answered(true);
  }

  // No value travels, and the entry's changes only in when it expires. It answers false.
  @Override
  public Begun<Boolean> touch(StoredKey key, Object seen, Duration access) {
    return UnderWay.of(cache.replaceAsync(key.text(), NONE, NONE, constant(access))).done();
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
