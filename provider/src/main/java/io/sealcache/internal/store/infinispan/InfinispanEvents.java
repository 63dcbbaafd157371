package io.sealcache.internal.store.infinispan;

import io.sealcache.internal.store.ListenerRegistry;
import io.sealcache.internal.store.StoreListener;
import io.sealcache.internal.store.SynchronousListener;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import org.infinispan.AdvancedCache;

/** Registers listeners with Infinispan itself. Thread-safe. */
final class InfinispanEvents implements ListenerRegistry {
  private final Cache<String, Object> source;
  private final AdvancedCache<String, Object> cache;
  private final ConcurrentMap<CacheEntryListenerConfiguration<String, Object>, InfinispanListener>
      registered = new ConcurrentHashMap<>();

  InfinispanEvents(Cache<String, Object> source, AdvancedCache<String, Object> cache) {
    this.source = source;
    this.cache = cache;
  }

  // Where each node has each entry, each is told of each change, and only there of the old value.
  @Override
  public void register(CacheEntryListenerConfiguration<String, Object> configuration) {
    StoreListener listener = (StoreListener) configuration.getCacheEntryListenerFactory().create();
    boolean spread = cache.getCacheConfiguration().clustering().cacheMode().isDistributed();
    Executor executor =
        listener instanceof SynchronousListener
            ? Runnable::run
            : new EventExecutor(cache.getName(), listener::dropped);
    InfinispanListener adapter =
        spread
            ? new InfinispanListener.OfAllNodes(source, listener, executor)
            : new InfinispanListener.OfThisNode(source, listener, executor);
    cache.addListener(adapter);
    registered.put(configuration, adapter);
  }

  @Override
  public void deregister(CacheEntryListenerConfiguration<String, Object> configuration) {
    InfinispanListener adapter = registered.remove(configuration);
    if (adapter != null) {
      cache.removeListener(adapter);
    }
  }
}
