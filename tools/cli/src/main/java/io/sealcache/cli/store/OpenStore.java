package io.sealcache.cli.store;

import io.sealcache.EncryptedCachingProvider;
import io.sealcache.cli.SettingsOptions;
import java.util.Properties;
import java.util.TreeSet;
import javax.cache.Cache;
import javax.cache.CacheManager;

/** A cache manager of the application's settings, over its store. */
public final class OpenStore implements AutoCloseable {
  private final EncryptedCachingProvider provider;
  private final CacheManager manager;

  private OpenStore(EncryptedCachingProvider provider, CacheManager manager) {
    this.provider = provider;
    this.manager = manager;
  }

  /**
   * Opens it.
   *
   * @throws javax.cache.CacheException if a setting is wrong, there is no key, or the store can't
   *     be found or opened
   */
  public static OpenStore open(Properties properties) {
    EncryptedCachingProvider provider = new EncryptedCachingProvider();
    try {
      return new OpenStore(
          provider, provider.getCacheManager(null, SettingsOptions.loader(), properties));
    } catch (RuntimeException | Error e) {
      provider.close();
      throw e;
    }
  }

  /** The manager. */
  public CacheManager manager() {
    return manager;
  }

  /**
   * A cache that is in the store.
   *
   * @throws IllegalArgumentException if there is none of this name, or it isn't found by these keys
   */
  Cache<Object, Object> cache(String name) {
    Cache<Object, Object> cache = manager.getCache(name);
    if (cache == null) {
      throw new IllegalArgumentException(
          ("The store has no cache '%s' that these settings find%s; correct the name, or"
                  + " sealcache.context, sealcache.index-key or what else gives keys")
              .formatted(name, others()));
    }
    return cache;
  }

  private String others() {
    TreeSet<String> names = new TreeSet<>();
    manager.getCacheNames().forEach(names::add);
    return names.isEmpty() ? "" : " (its own configuration declares " + names + ")";
  }

  /** Closes the store, and wipes the keys. */
  @Override
  public void close() {
    provider.close();
  }
}
