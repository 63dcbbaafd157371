package io.sealcache.internal.store.ignite;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.internal.store.ComparedEntries;
import io.sealcache.internal.store.PendingCall;
import io.sealcache.internal.store.ValueCarrier;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ModifiedExpiryPolicy;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.lang.IgniteFuture;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a cache of Ignite's that is eternal by itself. A seen entry is a value to compare
 * with, or any. Thread-safe.
 */
final class IgniteEntries implements ComparedEntries {
  private final IgniteCache<String, Object> cache;

  IgniteEntries(IgniteCache<String, Object> cache) {
    this.cache = cache;
  }

  @Override
  public String cacheName() {
    return cache.getName();
  }

  @Override
  public @Nullable SealedBytes get(StoredKey key, @Nullable Duration access) {
    return ValueCarrier.BYTES.read(with(null, null, access).get(key.text()));
  }

  @Override
  public PendingCall<Function<StoredKey, @Nullable SealedBytes>> getAll(
      Collection<StoredKey> keys, boolean accessing) {
    PendingCall<Map<String, Object>> begun = begun(cache.getAllAsync(ValueCarrier.texts(keys)));
    return () -> ValueCarrier.BYTES.read(begun.answer());
  }

  @Override
  public @Nullable Object look(StoredKey key, @Nullable SealedBytes expected) {
    return expected != null ? expected : cache.containsKey(key.text()) ? ANY : null;
  }

  @Override
  public PendingCall<Boolean> put(
      StoredKey key, SealedBytes value, Duration creation, @Nullable Duration update) {
    return begun(with(creation, update, null).putAsync(key.text(), value.bytes())).done();
  }

  @Override
  public PendingCall<Boolean> putAll(
      Map<StoredKey, SealedBytes> values, Duration creation, @Nullable Duration update) {
    return begun(
            with(creation, update, null)
                .putAllAsync(ValueCarrier.BYTES.of(values, new TreeMap<>())))
        .done();
  }

  @Override
  public PendingCall<Boolean> create(StoredKey key, SealedBytes value, Duration creation) {
    return begun(with(creation, null, null).putIfAbsentAsync(key.text(), value.bytes()));
  }

  @Override
  public PendingCall<Boolean> replace(
      StoredKey key, @Nullable Object seen, SealedBytes value, @Nullable Duration update) {
    IgniteCache<String, Object> updating = with(null, update, null);
    return begun(
        seen instanceof SealedBytes known
            ? updating.replaceAsync(key.text(), known.bytes(), value.bytes())
            : updating.replaceAsync(key.text(), value.bytes()));
  }

  @Override
  public PendingCall<Boolean> remove(StoredKey key, @Nullable Object seen) {
    return begun(
        seen instanceof SealedBytes known
            ? cache.removeAsync(key.text(), known.bytes())
            : cache.removeAsync(key.text()));
  }

  // In one order everywhere: two that lock entries in different ones wait for ever.
  @Override
  public PendingCall<Boolean> removeAll(Collection<StoredKey> keys) {
    return begun(cache.removeAllAsync(new TreeSet<>(ValueCarrier.texts(keys)))).done();
  }

  @Override
  public PendingCall<Boolean> touch(StoredKey key, Object seen, Duration access) {
    return begun(with(null, null, access).getAsync(key.text())).done();
  }

  private static <T extends @Nullable Object> PendingCall<T> begun(IgniteFuture<T> future) {
    CompletableFuture<T> stage = new CompletableFuture<>();
    future.listen(
        done -> {
          try {
            stage.complete(done.get());
          } catch (RuntimeException e) {
            stage.completeExceptionally(e);
          }
        });
    return PendingCall.of(stage);
  }

  // A policy travels as durations, by a class of Ignite's.
  private IgniteCache<String, Object> with(
      @Nullable Duration creation, @Nullable Duration update, @Nullable Duration access) {
    if (access != null) {
      return cache.withExpiryPolicy(new AccessedExpiryPolicy(access));
    } else if (update != null) { // where both are asked for, they are one
      return cache.withExpiryPolicy(new ModifiedExpiryPolicy(update));
    }
    boolean isEternal = creation == null || creation.isEternal();
    return isEternal ? cache : cache.withExpiryPolicy(new CreatedExpiryPolicy(creation));
  }
}
