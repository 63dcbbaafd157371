package io.sealcache.internal.application;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import org.jspecify.annotations.Nullable;

/**
 * The application's cache loader, which runs in this JVM on the caller's thread; or none.
 * Thread-safe if the loader is.
 */
public final class ReadThrough<K, V> {
  private final @Nullable CacheLoader<K, V> loader;
  private final boolean onMiss;
  private final @Nullable ApplicationGate calls; // null: there is no loader

  /**
   * @param loader null: nothing is ever loaded
   * @param onMiss whether a read that misses loads; {@code loadAll} always does
   */
  public ReadThrough(@Nullable CacheLoader<K, V> loader, boolean onMiss) {
    this.loader = loader;
    this.onMiss = onMiss;
    this.calls = loader == null ? null : new ApplicationGate("cache loader");
  }

  public boolean hasLoader() {
    return loader != null;
  }

  public boolean loadsOnMiss() {
    return onMiss && loader != null;
  }

  /** The value for one key; null if there is none. */
  public @Nullable V load(K key) {
    CacheLoader<K, V> source = loader;
    ApplicationGate gate = calls;
    return source == null || gate == null ? null : gate.run(() -> attempt(() -> source.load(key)));
  }

  /** The values for {@code keys}; a key without one is left out. */
  public Map<K, V> loadAll(Set<? extends K> keys) {
    CacheLoader<K, V> source = loader;
    ApplicationGate gate = calls;
    return source == null || gate == null || keys.isEmpty()
        ? Map.of()
        : gate.run(() -> attempt(() -> chosen(source.loadAll(keys), keys)));
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

  private static <T extends @Nullable Object> T attempt(Supplier<T> load) {
    try {
      return load.get();
    } catch (CacheLoaderException e) {
      throw e;
    } catch (Exception e) { // a checked one too, which other languages throw undeclared
      throw new CacheLoaderException("The cache loader failed", e);
    }
  }

  /** Calls nothing any more. */
  public void shut() {
    if (calls != null) {
      calls.shut();
    }
  }

  /** Closes the loader where it is {@link java.io.Closeable}, after the calls that run. */
  public void close() {
    if (loader != null && calls != null) {
      calls.close(loader);
    }
  }
}
