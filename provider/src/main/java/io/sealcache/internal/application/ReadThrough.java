package io.sealcache.internal.application;

import io.sealcache.internal.store.ApplicationGate;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import org.jspecify.annotations.Nullable;

/**
 * The application's cache loader, which runs in this JVM on the caller's thread; or none.
 * Thread-safe if the loader is.
 */
public final class ReadThrough<K, V> {
  private final ApplicationGate<CacheLoader<K, V>> calls;
  private final boolean onMiss;

  /**
   * @param loader null: nothing is ever loaded
   * @param onMiss whether a read that misses loads; {@code loadAll} always does
   */
  public ReadThrough(@Nullable CacheLoader<K, V> loader, boolean onMiss) {
    this.calls =
        new ApplicationGate<>(
            loader, "cache loader", CacheLoaderException.class, CacheLoaderException::new);
    this.onMiss = onMiss;
  }

  public boolean hasLoader() {
    return calls.isThere();
  }

  public boolean loadsOnMiss() {
    return onMiss && calls.isThere();
  }

  /**
   * The values for {@code keys}; a key without one is left out.
   *
   * @param alone whether there is but one, for which {@code load} is called
   */
  public Map<K, V> load(Set<? extends K> keys, boolean alone) {
    Map<K, V> answer =
        keys.isEmpty()
            ? null
            : calls.run(loader -> chosen(alone ? one(loader, keys) : loader.loadAll(keys), keys));
    return answer == null ? Map.of() : answer;
  }

  private static <K, V> Map<K, @Nullable V> one(CacheLoader<K, V> loader, Set<? extends K> keys) {
    K key = keys.iterator().next();
    return Collections.singletonMap(key, loader.load(key));
  }

  private static <K, V> Map<K, V> chosen(
      @Nullable Map<K, ? extends @Nullable V> answer, Set<? extends K> keys) {
    Map<K, V> loaded = new HashMap<>();
    if (answer != null) {
      for (K key : keys) {
        V value = answer.get(key);
        if (value != null) {
          loaded.put(key, value);
        }
      }
    }
    return loaded;
  }

  ApplicationGate<?> calls() {
    return calls;
  }
}
