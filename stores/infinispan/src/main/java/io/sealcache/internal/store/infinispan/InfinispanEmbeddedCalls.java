package io.sealcache.internal.store.infinispan;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.sealcache.core.StoredKey;
import io.sealcache.internal.store.StoreListener;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinispan.AdvancedCache;
import org.infinispan.container.entries.CacheEntry;
import org.infinispan.context.Flag;
import org.jspecify.annotations.Nullable;

/**
 * Calls to a cache in this JVM. No two writes give the same stored value, so that comparing with it
 * is exact. Thread-safe.
 *
 * @param expires whether entries may expire, and are read in this JVM
 */
record InfinispanEmbeddedCalls(AdvancedCache<String, Object> cache, boolean expires)
    implements InfinispanCalls {
  @Override
  public AdvancedCache<String, Object> answering(boolean previous) {
    return previous ? cache : cache.withFlags(Flag.IGNORE_RETURN_VALUES);
  }

  @Override
  public void clear() {
    cache.withFlags(Flag.SKIP_LISTENER_NOTIFICATION).clear();
  }

  @Override
  public boolean comparesValues() {
    return true;
  }

  @Override
  public @Nullable Object get(String key) {
    if (!expires) {
      return cache.get(key);
    }
    Seen entry = seen(cache.getCacheEntry(key));
    return entry == null ? null : entry.value();
  }

  @Override
  public CompletionStage<Map<String, Object>> getAll(Collection<StoredKey> keys) {
    return expires
        ? readAll(keys).thenApply(InfinispanEmbeddedCalls::values)
        : InfinispanCalls.super.getAll(keys);
  }

  private static Map<String, Object> values(Map<StoredKey, Seen> entries) {
    Map<String, Object> values = new HashMap<>();
    entries.forEach((key, entry) -> values.put(key.text(), entry.value()));
    return values;
  }

  @Override
  public CompletableFuture<@Nullable Seen> read(String key) {
    return cache.getCacheEntryAsync(key).thenApply(InfinispanEmbeddedCalls::seen);
  }

  /** Infinispan gives an expired entry too, if another thread takes that out meanwhile. */
  private static @Nullable Seen seen(@Nullable CacheEntry<String, Object> entry) {
    if (entry == null) {
      return null;
    }
    Seen seen = new Seen(entry.getValue(), entry.getCreated(), entry.getLifespan(), 0);
    return InfinispanLifespans.isOver(seen) ? null : seen;
  }

  @Override
  public CompletionStage<Boolean> replace(
      String key, Seen seen, Object value, long lifespan, boolean heard) {
    return (heard ? cache : cache.withFlags(Flag.SKIP_LISTENER_NOTIFICATION))
        .replaceAsync(
            key,
            seen.value(),
            value,
            lifespan,
            MILLISECONDS,
            InfinispanLifespans.ETERNAL,
            MILLISECONDS);
  }

  @Override
  public CompletionStage<Boolean> remove(String key) {
    return expires
        ? cache.removeAsyncEntry(key).thenApply(entry -> seen(entry) != null)
        : InfinispanCalls.super.remove(key);
  }

  @Override
  public CompletionStage<Boolean> remove(String key, Seen seen) {
    return cache.removeAsync(key, seen.value());
  }

  @Override
  public Runnable listen(StoreListener listener) {
    Object adapter = InfinispanListener.of(listener, cache);
    cache.addListener(adapter);
    return () -> cache.removeListener(adapter);
  }
}
