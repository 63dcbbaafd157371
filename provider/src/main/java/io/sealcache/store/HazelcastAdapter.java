package io.sealcache.store;

import com.hazelcast.cache.HazelcastCacheManager;
import com.hazelcast.cache.ICache;
import com.hazelcast.cache.impl.ICacheInternal;
import com.hazelcast.config.CacheConfig;
import com.hazelcast.config.InMemoryFormat;
import com.hazelcast.core.HazelcastInstance;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.Factory;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;

/**
 * For Hazelcast, which asks the expiry policy on a member: JCache's own policies go there, and a
 * user's stays here and is sent as constants.
 */
final class HazelcastAdapter implements StoreAdapter {

  @Override
  public ValueCarrier carrier() {
    return ValueCarrier.BYTES;
  }

  @Override
  public boolean sharesCaches() {
    return true;
  }

  @Override
  public DescriptorStore openDescriptors(CacheManager manager) {
    HazelcastInstance instance = ((HazelcastCacheManager) manager).getHazelcastInstance();
    return new HazelcastDescriptorStore(instance.getMap(DescriptorStore.NAME));
  }

  @Override
  public StoreCalls createCache(CacheManager manager, String name, CacheExpiry expiry) {
    CacheConfig<String, byte[]> configuration = new CacheConfig<>(name);
    configuration.setTypes(String.class, byte[].class);
    configuration.setInMemoryFormat(InMemoryFormat.BINARY);
    configuration.setExpiryPolicyFactory(
        expiry.isStandard() ? constant(expiry.policy()) : EternalExpiryPolicy.factoryOf());
    ICache<String, byte[]> cache = opened(find(manager, name, configuration));
    refuseObjects(cache);
    return expiry.isStandard()
        ? new HazelcastCalls(cache, new HazelcastConstantExpiry(cache, expiry))
        : new HazelcastCalls(cache, new HazelcastAskedExpiry(cache));
  }

  private static Factory<ExpiryPolicy> constant(ExpiryPolicy policy) {
    return new FactoryBuilder.SingletonFactory<>(policy);
  }

  // Hazelcast keeps a closed cache under its name, where it can't be created again.
  private static Cache<String, byte[]> find(
      CacheManager manager, String name, CacheConfig<String, byte[]> configuration) {
    for (String known : manager.getCacheNames()) {
      if (known.equals(name)) {
        return manager.getCache(name, String.class, byte[].class);
      }
    }
    return manager.createCache(name, configuration);
  }

  // On an instance that outlived an earlier manager, Hazelcast hands out that one's closed cache.
  @SuppressWarnings("unchecked") // each of Hazelcast's caches is one
  private static ICache<String, byte[]> opened(Cache<String, byte[]> cache) {
    if (cache.isClosed()) {
      cache.unwrap(ICacheInternal.class).open();
    }
    return cache.unwrap(ICache.class);
  }

  // The cluster may have had the cache: members keep the first configuration of a name, silently.
  @SuppressWarnings("unchecked")
  private static void refuseObjects(ICache<String, byte[]> cache) {
    CacheConfig<String, byte[]> actual = cache.getConfiguration(CacheConfig.class);
    if (actual.getInMemoryFormat() == InMemoryFormat.OBJECT) {
      cache.close();
      throw new CacheException(
          "Hazelcast holds cache '%s' with in-memory-format OBJECT, which never finds two byte[] equal; "
                  .formatted(cache.getName())
              + "declare it with in-memory-format BINARY");
    }
  }
}
