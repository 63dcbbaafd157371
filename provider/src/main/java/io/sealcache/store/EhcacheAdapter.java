package io.sealcache.store;

import javax.cache.CacheManager;

/** For Ehcache, on the heap and in tiers below it. */
final class EhcacheAdapter implements StoreAdapter {
  private final JCacheAdapter caches = new JCacheAdapter(ValueCarrier.SEALED_VALUE, false);

  @Override
  public ValueCarrier carrier() {
    return caches.carrier();
  }

  @Override
  public boolean sharesCaches() {
    return caches.sharesCaches();
  }

  @Override
  public DescriptorStore openDescriptors(CacheManager manager) {
    return caches.openDescriptors(manager);
  }

  // Its bulk read fails where another thread is just fetching one of the entries from a lower tier
  // into the heap; its single read waits for that instead.
  @Override
  public StoreCalls createCache(CacheManager manager, String name, CacheExpiry expiry) {
    return new JCacheCalls(
        caches.create(manager, name, expiry), JCacheCalls.BulkRead.ELSE_ONE_BY_ONE);
  }
}
