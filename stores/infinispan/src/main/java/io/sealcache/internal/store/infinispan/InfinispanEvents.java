package io.sealcache.internal.store.infinispan;

import io.sealcache.internal.store.Carriers;
import io.sealcache.internal.store.ListenerRegistry;
import io.sealcache.internal.store.StoreListener;
import io.sealcache.internal.store.SynchronousListener;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import org.infinispan.AdvancedCache;

/** Registers listeners with Infinispan itself. Thread-safe. */
final class InfinispanEvents implements ListenerRegistry {
  private final AdvancedCache<String, Object> cache;
  private final Carriers carriers;
  private final InfinispanSession session;
  private final ConcurrentMap<StoreListener, InfinispanListener> registered =
      new ConcurrentHashMap<>();

  InfinispanEvents(
      AdvancedCache<String, Object> cache, Carriers carriers, InfinispanSession session) {
    this.cache = cache;
    this.carriers = carriers;
    this.session = session;
  }

  // Where each node has each entry, each is told of each change, and only there of the old value.
  @Override
  public void register(StoreListener listener) {
    boolean spread = cache.getCacheConfiguration().clustering().cacheMode().isDistributed();
    Executor executor =
        listener instanceof SynchronousListener
            ? Runnable::run
            : new EventExecutor(cache.getName(), listener::dropped);
    InfinispanListener adapter =
        spread
            ? new InfinispanListener.OfAllNodes(listener, carriers, executor)
            : new InfinispanListener.OfThisNode(listener, carriers, executor);
    session.run(() -> cache.addListener(adapter));
    registered.put(listener, adapter);
  }

  @Override
  public void deregister(StoreListener listener) {
    InfinispanListener adapter = registered.remove(listener);
    if (adapter != null) {
      session.run(() -> cache.removeListener(adapter));
    }
  }
}
