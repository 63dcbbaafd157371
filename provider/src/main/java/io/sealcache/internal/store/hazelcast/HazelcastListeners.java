package io.sealcache.internal.store.hazelcast;

import com.hazelcast.cache.ICache;
import com.hazelcast.cache.impl.ICacheInternal;
import io.sealcache.internal.store.ListenerRegistry;
import javax.cache.CacheException;
import javax.cache.configuration.CacheEntryListenerConfiguration;

/**
 * Registers listeners with Hazelcast. The public method would ship the configuration to each
 * member; this one sends nothing.
 */
record HazelcastListeners(ICache<String, Object> cache) implements ListenerRegistry {
  @Override
  public void register(CacheEntryListenerConfiguration<String, Object> configuration) {
    internal().registerCacheEntryListener(configuration, false);
  }

  @Override
  public void deregister(CacheEntryListenerConfiguration<String, Object> configuration) {
    internal().deregisterCacheEntryListener(configuration);
  }

  @SuppressWarnings("unchecked") // a carrier is an Object here as everywhere
  private ICacheInternal<String, Object> internal() {
    try {
      return cache.unwrap(ICacheInternal.class);
    } catch (IllegalArgumentException | LinkageError e) {
      throw new CacheException(
          "This version of Hazelcast has no way to register a listener without sending it to the"
              + " members; use one that was tested: 5.7",
          e);
    }
  }
}
