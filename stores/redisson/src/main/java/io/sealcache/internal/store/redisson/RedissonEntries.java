package io.sealcache.internal.store.redisson;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.internal.store.ApplicationObject;
import io.sealcache.internal.store.CallerExpiryPolicy;
import io.sealcache.internal.store.ComparedEntries;
import io.sealcache.internal.store.OperationExpiry;
import io.sealcache.internal.store.PendingCall;
import io.sealcache.internal.store.ValueCarrier;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.jspecify.annotations.Nullable;
import org.redisson.api.CacheAsync;
import org.redisson.api.RFuture;

/**
 * The entries of a cache of Redisson's, which asks a policy whether an entry is created and whether
 * it is updated before it knows which: it is answered with constants. It is never told that an
 * entry expires at once, where it publishes an event that nobody can decode. Thread-safe.
 */
final class RedissonEntries implements ComparedEntries {
  /** Equal to no stored value: compared with, it makes a replace an access that writes nothing. */
  private static final byte[] NONE = {};

  /** Redisson takes ETERNAL for "leave it as it is", whatever deadline there is. */
  private static final Duration AGES = new Duration(TimeUnit.DAYS, 365_000);

  private static final ExpiryPolicy SILENT = OperationExpiry.silent();

  private final Cache<String, Object> cache;
  private final CacheAsync<String, Object> inFlight;
  private final boolean constant;

  /**
   * @param cache created with {@link CallerExpiryPolicy#factory}
   * @param constant whether the policy never changes its answers
   */
  @SuppressWarnings("unchecked") // each of Redisson's caches is one
  RedissonEntries(Cache<String, Object> cache, boolean constant) {
    this.cache = cache;
    this.inFlight = cache.unwrap(CacheAsync.class);
    this.constant = constant;
  }

  @Override
  public String cacheName() {
    return cache.getName();
  }

  @Override
  public @Nullable SealedBytes get(StoredKey key, @Nullable Duration access) {
    return ValueCarrier.BYTES.read(
        RedissonEntries.<@Nullable Object>call(policy(access), () -> cache.get(key.text())));
  }

  // As an access, Redisson's own gives entries that have expired their life back.
  @Override
  public PendingCall<Function<StoredKey, @Nullable SealedBytes>> getAll(
      Collection<StoredKey> keys, boolean accessing) {
    PendingCall<Map<String, Object>> begun =
        begin(SILENT, () -> inFlight.getAllAsync(ValueCarrier.texts(keys)));
    return () -> ValueCarrier.BYTES.read(begun.answer());
  }

  @Override
  public @Nullable Object look(StoredKey key, @Nullable SealedBytes expected) {
    return expected == null ? read(key) : expected;
  }

  @Override
  public PendingCall<Boolean> put(
      StoredKey key, SealedBytes value, Duration creation, @Nullable Duration update) {
    return begin(written(creation, update), () -> inFlight.putAsync(key.text(), value.bytes()))
        .done();
  }

  @Override
  public PendingCall<Boolean> putAll(
      Map<StoredKey, SealedBytes> values, Duration creation, @Nullable Duration update) {
    return begin(
            written(creation, update),
            () -> inFlight.putAllAsync(ValueCarrier.BYTES.of(values, new HashMap<>())))
        .done();
  }

  @Override
  public PendingCall<Boolean> create(StoredKey key, SealedBytes value, Duration creation) {
    return begin(policy(creation), () -> inFlight.putIfAbsentAsync(key.text(), value.bytes()));
  }

  // Were access answered too, a race that is lost would change when the winner's entry expires.
  @Override
  public PendingCall<Boolean> replace(
      StoredKey key, @Nullable Object seen, SealedBytes value, @Nullable Duration update) {
    return begin(
        update == null ? SILENT : new ModifiedExpiryPolicy(ages(update)),
        () ->
            seen == null
                ? inFlight.replaceAsync(key.text(), value.bytes())
                : inFlight.replaceAsync(key.text(), bytes(seen), value.bytes()));
  }

  @Override
  public PendingCall<Boolean> remove(StoredKey key, @Nullable Object seen) {
    return begin(
        SILENT,
        () ->
            seen == null
                ? inFlight.removeAsync(key.text())
                : inFlight.removeAsync(key.text(), bytes(seen)));
  }

  @Override
  public PendingCall<Boolean> removeAll(Collection<StoredKey> keys) {
    return begin(SILENT, () -> inFlight.removeAllAsync(ValueCarrier.texts(keys))).done();
  }

  @Override
  public PendingCall<Boolean> touch(StoredKey key, Object seen, Duration access) {
    return begin(policy(access), () -> inFlight.replaceAsync(key.text(), NONE, NONE)).done();
  }

  // Here each that is seen was read.
  private static byte[] bytes(Object seen) {
    return ((SealedBytes) seen).bytes();
  }

  // The policy is asked before the command is sent, so on this thread.
  private static <T extends @Nullable Object> PendingCall<T> begin(
      ExpiryPolicy expiry, Supplier<RFuture<T>> beginning) {
    return PendingCall.of(call(expiry, beginning));
  }

  private static <T extends @Nullable Object> T call(ExpiryPolicy expiry, Supplier<T> call) {
    try (ApplicationObject.Closing answers = CallerExpiryPolicy.answering(expiry)) {
      return call.get();
    }
  }

  private static ExpiryPolicy written(Duration creation, @Nullable Duration update) {
    return update == null ? new CreatedExpiryPolicy(creation) : new ModifiedExpiryPolicy(creation);
  }

  /** Answers whatever Redisson asks with {@code duration}; null: leave it as it is. */
  private ExpiryPolicy policy(@Nullable Duration duration) {
    return duration == null ? SILENT : new TouchedExpiryPolicy(ages(duration));
  }

  // Where the answers never change, no entry has a deadline that an eternal one would have to end.
  private Duration ages(Duration duration) {
    return duration.isEternal() && !constant ? AGES : duration;
  }
}
