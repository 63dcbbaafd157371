package io.sealcache.internal.application;

import io.sealcache.internal.store.ApplicationGate;
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

  /** The value for one key; null if there is none. */
  public @Nullable V load(K key) {
    return calls.run(loader -> loader.load(key));
  }

  /** The values for {@code keys}; a key without one is left out. */
  public Map<K, V> loadAll(Set<? extends K> keys) {
    Map<K, V> answer =
        keys.isEmpty() ? null : calls.run(loader -> chosen(loader.loadAll(keys), keys));
    return answer == null ? Map.of() : answer;
  }

  private static <K, V> Map<K, V> chosen(@Nullable Map<K, V> answer, Set<? extends K> keys) {
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
