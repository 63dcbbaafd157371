package io.sealcache.internal.store.hazelcast;

import static io.sealcache.internal.store.ValueCarrier.BYTES;
import static io.sealcache.internal.store.ValueCarrier.texts;

import com.hazelcast.cache.HazelcastExpiryPolicy;
import com.hazelcast.cache.ICache;
import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.internal.store.CacheExpiry;
import io.sealcache.internal.store.ComparedEntries;
import io.sealcache.internal.store.PendingCall;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a cache. One of JCache's own policies is the cache's: members ask it, and a call
 * says only where they are not to. For a custom policy the cache is eternal, and the policy's
 * answers are sent as constants. A seen entry is a value to compare with, or any. Thread-safe.
 */
final class HazelcastEntries implements ComparedEntries {
  // Answers null for an access and an update and, of JCache's policies, takes the fewest bytes on
  // the wire.
  private static final ExpiryPolicy SILENT = new EternalExpiryPolicy();

  /** Equal to no stored value: compared with, it makes a replace an access that writes nothing. */
  private static final byte[] NONE = {};

  private final ICache<String, Object> cache;
  private final boolean membersAsk;
  private final boolean accessIsSilent;
  private final @Nullable Duration membersUpdate;

  HazelcastEntries(ICache<String, Object> cache, CacheExpiry expiry) {
    this.cache = cache;
    this.membersAsk = expiry.isStandard();
    this.accessIsSilent = !membersAsk || expiry.isAccessConstantNull();
    this.membersUpdate = membersAsk ? expiry.policy().getExpiryForUpdate() : null;
  }

  @Override
  public String cacheName() {
    return cache.getName();
  }

  @Override
  public @Nullable SealedBytes get(StoredKey key, @Nullable Duration access) {
    return BYTES.read(
        access != null || accessIsSilent ? cache.get(key.text()) : cache.get(key.text(), SILENT));
  }

  @Override
  public PendingCall<Function<StoredKey, @Nullable SealedBytes>> getAll(
      Collection<StoredKey> keys, boolean accessing) {
    Set<String> texts = texts(keys);
    return PendingCall.answered(
        BYTES.read(
            accessing || accessIsSilent ? cache.getAll(texts) : cache.getAll(texts, SILENT)));
  }

  @Override
  public boolean accessesAll() {
    return true; // members ask the policy
  }

  // Where members ask, any is only touched, which does nothing where nothing is.
  @Override
  public @Nullable Object look(StoredKey key, @Nullable SealedBytes expected) {
    return expected != null ? expected : membersAsk || cache.containsKey(key.text()) ? ANY : null;
  }

  @Override
  public Map<StoredKey, ? extends Object> lookAll(Map<StoredKey, @Nullable SealedBytes> expected) {
    if (!membersAsk) {
      return ComparedEntries.super.lookAll(expected);
    }
    Map<StoredKey, Object> seen = new HashMap<>();
    expected.forEach((key, value) -> seen.put(key, value == null ? ANY : value));
    return seen;
  }

  @Override
  public PendingCall<Boolean> put(
      StoredKey key, SealedBytes value, Duration creation, @Nullable Duration update) {
    cache.put(key.text(), value.bytes());
    return PendingCall.answered(true);
  }

  @Override
  public PendingCall<Boolean> putAll(
      Map<StoredKey, SealedBytes> values, Duration creation, @Nullable Duration update) {
    cache.putAll(BYTES.of(values, new HashMap<>()));
    return PendingCall.answered(true);
  }

  @Override
  public PendingCall<Boolean> create(StoredKey key, SealedBytes value, Duration creation) {
    return PendingCall.of(
        membersAsk
            ? cache.putIfAbsentAsync(key.text(), value.bytes())
            : cache.putIfAbsentAsync(key.text(), value.bytes(), constant(creation)));
  }

  @Override
  public PendingCall<Boolean> replace(
      StoredKey key, @Nullable Object seen, SealedBytes value, @Nullable Duration update) {
    String text = key.text();
    ExpiryPolicy sent = update(seen, update);
    if (seen instanceof SealedBytes known) {
      return PendingCall.of(
          sent == null
              ? cache.replaceAsync(text, known.bytes(), value.bytes())
              : cache.replaceAsync(text, known.bytes(), value.bytes(), sent));
    }
    return PendingCall.of(
        sent == null
            ? cache.replaceAsync(text, value.bytes())
            : cache.replaceAsync(text, value.bytes(), sent));
  }

  /** The part of an update's answer that is sent; null: members ask the cache's own policy. */
  private @Nullable ExpiryPolicy update(@Nullable Object seen, @Nullable Duration update) {
    if (membersAsk && Objects.equals(update, membersUpdate)) {
      return null;
    }
    // Were access answered too, a race that is lost would change when the winner's entry expires.
    return seen == ANY || update == null ? constant(update) : new ModifiedExpiryPolicy(update);
  }

  // Replacing with ZERO answers false though it took effect; a removal is exact.
  @Override
  public PendingCall<Boolean> remove(StoredKey key, @Nullable Object seen) {
    if (seen == ANY) {
      return touch(key, seen, Duration.ZERO);
    }
    return PendingCall.of(
        seen instanceof SealedBytes known
            ? cache.removeAsync(key.text(), known.bytes())
            : cache.removeAsync(key.text()));
  }

  @Override
  public PendingCall<Boolean> removeAll(Collection<StoredKey> keys) {
    cache.removeAll(texts(keys));
    return PendingCall.answered(true);
  }

  // No value travels, and the entry's changes only in when it expires. It answers false.
  @Override
  public PendingCall<Boolean> touch(StoredKey key, Object seen, Duration access) {
    return PendingCall.of(
            membersAsk
                ? cache.replaceAsync(key.text(), NONE, NONE)
                : cache.replaceAsync(key.text(), NONE, NONE, constant(access)))
        .done();
  }

  /** Standard policies, since HazelcastExpiryPolicy carries neither null nor ETERNAL. */
  private static ExpiryPolicy constant(@Nullable Duration duration) {
    if (duration == null) {
      return SILENT;
    }
    return duration.isEternal()
        ? new TouchedExpiryPolicy(duration)
        : new HazelcastExpiryPolicy(duration, duration, duration);
  }
}
