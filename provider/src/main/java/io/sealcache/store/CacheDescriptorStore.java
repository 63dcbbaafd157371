package io.sealcache.store;

import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/** Descriptors in a cache of the store. */
final class CacheDescriptorStore implements DescriptorStore {
  private final Cache<String, Object> cache;

  /**
   * Takes the cache.
   *
   * @param cache one that never expires
   */
  CacheDescriptorStore(Cache<String, Object> cache) {
    this.cache = cache;
  }

  @Override
  public @Nullable Object get(String key) {
    return cache.get(key);
  }

  @Override
  public void put(String key, Object value) {
    cache.put(key, value);
  }

  @Override
  public boolean remove(String key) {
    return cache.remove(key);
  }
}
