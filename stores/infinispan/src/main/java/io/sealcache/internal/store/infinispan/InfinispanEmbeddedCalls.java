package io.sealcache.internal.store.infinispan;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.sealcache.core.StoredKey;
import io.sealcache.internal.store.StoreListener;
import io.sealcache.internal.store.ValueCarrier;
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
 */
record InfinispanEmbeddedCalls(AdvancedCache<String, Object> cache) implements InfinispanCalls {
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
  public @Nullable Seen read(String key) {
    CacheEntry<String, Object> entry = cache.getCacheEntry(key);
    return entry == null ? null : seen(entry);
  }

  @Override
  public CompletionStage<Map<StoredKey, Seen>> readAll(Collection<StoredKey> keys) {
    Map<String, CacheEntry<String, Object>> found =
        cache.getAllCacheEntries(ValueCarrier.texts(keys));
    Map<StoredKey, Seen> seen = new HashMap<>();
    for (StoredKey key : keys) {
      CacheEntry<String, Object> entry = found.get(key.text());
      if (entry != null) {
        seen.put(key, seen(entry));
      }
    }
    return CompletableFuture.completedFuture(seen);
  }

  private static Seen seen(CacheEntry<String, Object> entry) {
    return new Seen(entry.getValue(), entry.getCreated(), entry.getLifespan(), 0);
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
  public CompletionStage<Boolean> remove(String key, Seen seen) {
    return cache.removeAsync(key, seen.value());
  }

  @Override
  public Runnable listen(StoreListener listener) {
    Object adapter = InfinispanListener.of(listener, cache);
    cache.addListener(adapter);
    return () -> cache.removeListener(adapter);
  }

  @Override
  public String describe() {
    return "Infinispan";
  }
}
