package io.sealcache.internal.store.hazelcast;

import com.hazelcast.cache.ICache;
import com.hazelcast.cache.impl.ICacheInternal;
import io.sealcache.internal.store.Carriers;
import io.sealcache.internal.store.JCacheListeners;
import io.sealcache.internal.store.ListenerRegistry;
import javax.cache.CacheException;

/**
 * Registers listeners with Hazelcast. The public method would ship the configuration to each
 * member; this one sends nothing.
 */
final class HazelcastListeners {
  private HazelcastListeners() {}

  static ListenerRegistry of(ICache<String, Object> cache, Carriers carriers) {
    return new JCacheListeners(
        carriers,
        listener -> internal(cache).registerCacheEntryListener(listener, false),
        listener -> internal(cache).deregisterCacheEntryListener(listener));
  }

  @SuppressWarnings("unchecked") // a carrier is an Object here as everywhere
  private static ICacheInternal<String, Object> internal(ICache<String, Object> cache) {
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
