package io.sealcache.internal.store.infinispan;

import io.sealcache.internal.store.ListenerRegistry;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import org.infinispan.client.hotrod.RemoteCache;

/** Registers listeners with an Infinispan server. Thread-safe. */
final class InfinispanRemoteEvents implements ListenerRegistry {
  private final Cache<String, Object> source;
  private final RemoteCache<String, Object> cache;
  private final ConcurrentMap<
          CacheEntryListenerConfiguration<String, Object>, InfinispanRemoteListener>
      registered = new ConcurrentHashMap<>();

  InfinispanRemoteEvents(Cache<String, Object> source, RemoteCache<String, Object> cache) {
    this.source = source;
    this.cache = cache;
  }

  @Override
  public void register(CacheEntryListenerConfiguration<String, Object> configuration) {
    InfinispanRemoteListener listener =
        new InfinispanRemoteListener(source, configuration.getCacheEntryListenerFactory().create());
    cache.addClientListener(listener);
    registered.put(configuration, listener);
  }

  @Override
  public void deregister(CacheEntryListenerConfiguration<String, Object> configuration) {
    InfinispanRemoteListener listener = registered.remove(configuration);
    if (listener != null) {
      cache.removeClientListener(listener);
    }
  }
}
