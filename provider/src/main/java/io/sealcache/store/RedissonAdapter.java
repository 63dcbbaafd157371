package io.sealcache.store;

import javax.cache.CacheManager;
import javax.cache.expiry.EternalExpiryPolicy;

/**
 * For Redisson, which asks the expiry policy on the caller's thread, but too often, and loses
 * events or waits for them without end: it is asked in its dependable ways only.
 */
final class RedissonAdapter implements StoreAdapter {
  private final JCacheAdapter standard = new JCacheAdapter(ValueCarrier.BYTES, true);

  @Override
  public ValueCarrier carrier() {
    return standard.carrier();
  }

  @Override
  public boolean sharesCaches() {
    return standard.sharesCaches();
  }

  @Override
  public DescriptorStore openDescriptors(CacheManager manager) {
    return standard.openDescriptors(manager);
  }

  @Override
  public StoreCalls createCache(CacheManager manager, String name, CacheExpiry expiry) {
    RedissonCache cache = new RedissonCache(standard.create(manager, name, expiry));
    return new RedissonCalls(cache, isNeverZero(expiry));
  }

  // Redisson clears no cache that it doesn't have open; and what isn't known to be a cache may be
  // anything else of that name.
  @Override
  public void destroyCache(CacheManager manager, String name, boolean described) {
    if (described && manager.getCache(name, String.class, byte[].class) == null) {
      standard.create(manager, name, new CacheExpiry(new EternalExpiryPolicy()));
    }
    manager.destroyCache(name);
  }

  /** Whether the policy's answers never change and none is that an entry expires at once. */
  private static boolean isNeverZero(CacheExpiry expiry) {
    return expiry.isStandard() && !expiry.policy().getExpiryForCreation().isZero();
  }
}
