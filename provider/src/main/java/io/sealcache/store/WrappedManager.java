package io.sealcache.store;

import io.sealcache.keys.KeySource;
import java.net.URI;
import java.util.Properties;
import javax.cache.CacheManager;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/** The wrapped provider's cache manager, and the only way to its caches. Thread-safe. */
public final class WrappedManager implements AutoCloseable {
  private final CacheManager manager;
  private final StoreAdapter adapter;

  private WrappedManager(CacheManager manager, StoreAdapter adapter) {
    this.manager = manager;
    this.adapter = adapter;
  }

  /**
   * Opens the manager.
   *
   * @param uri null: the store's default
   * @param classLoader null: the store's default
   * @param properties passed on as they are: nothing of ours may be among them
   * @throws javax.cache.CacheException and what else the store throws when it can't be opened
   */
  public static WrappedManager open(
      CachingProvider provider,
      @Nullable URI uri,
      @Nullable ClassLoader classLoader,
      @Nullable Properties properties) {
    return new WrappedManager(
        provider.getCacheManager(uri, classLoader, properties),
        StoreAdapter.of(provider.getClass()));
  }

  /** The type in which this store holds values: part of the stored format. */
  public ValueCarrier carrier() {
    return adapter.carrier();
  }

  /**
   * Creates the store's cache and wraps it.
   *
   * @throws javax.cache.CacheException if the store has a cache of this name, or refuses
   */
  public <K, V> EncryptedStore<K, V> createCache(
      SealingOptions options, KeySource keys, CacheExpiry expiry, EncryptionStatistics statistics) {
    Sealers sealers = new Sealers(options, keys, statistics);
    return new EncryptedStore<>(
        adapter.createCache(manager, options.cacheName(), expiry), sealers, expiry);
  }

  /** Destroys the store's cache and all that is in it. */
  public void destroyCache(String name) {
    manager.destroyCache(name);
  }

  @Override
  public void close() {
    manager.close();
  }
}
