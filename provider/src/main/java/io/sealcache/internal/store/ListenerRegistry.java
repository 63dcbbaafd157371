package io.sealcache.internal.store;

import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;

/** Where a store's listeners are registered. Thread-safe. */
public interface ListenerRegistry {
  /** Has events reported from now on. */
  void register(CacheEntryListenerConfiguration<String, Object> configuration);

  /** Ends the reports. */
  void deregister(CacheEntryListenerConfiguration<String, Object> configuration);

  /** What JCache itself offers. */
  static ListenerRegistry of(Cache<String, Object> cache) {
    return new ListenerRegistry() {
      @Override
      public void register(CacheEntryListenerConfiguration<String, Object> configuration) {
        cache.registerCacheEntryListener(configuration);
      }

      @Override
      public void deregister(CacheEntryListenerConfiguration<String, Object> configuration) {
        cache.deregisterCacheEntryListener(configuration);
      }
    };
  }
}
