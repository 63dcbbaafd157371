package io.sealcache.store;

import org.infinispan.Cache;
import org.jspecify.annotations.Nullable;

/** Descriptors in a cache of Infinispan's, by calls that need no JCache on other nodes. */
final class InfinispanDescriptorStore implements DescriptorStore {
  private final Cache<String, Object> cache;

  InfinispanDescriptorStore(Cache<String, Object> cache) {
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
    return cache.remove(key) != null;
  }
}
