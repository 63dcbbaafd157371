package io.sealcache.internal.store.infinispan;

import io.sealcache.internal.store.Carriers;
import io.sealcache.internal.store.ListenerRegistry;
import io.sealcache.internal.store.StoreListener;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.infinispan.client.hotrod.RemoteCache;

/** Registers listeners with an Infinispan server. Thread-safe. */
final class InfinispanRemoteEvents implements ListenerRegistry {
  private final RemoteCache<String, Object> cache;
  private final Carriers carriers;
  private final InfinispanSession session;
  private final ConcurrentMap<StoreListener, InfinispanRemoteListener> registered =
      new ConcurrentHashMap<>();

  InfinispanRemoteEvents(
      RemoteCache<String, Object> cache, Carriers carriers, InfinispanSession session) {
    this.cache = cache;
    this.carriers = carriers;
    this.session = session;
  }

  @Override
  public void register(StoreListener listener) {
    InfinispanRemoteListener adapter = new InfinispanRemoteListener(listener, carriers);
    session.run(() -> cache.addClientListener(adapter));
    registered.put(listener, adapter);
  }

  @Override
  public void deregister(StoreListener listener) {
    InfinispanRemoteListener adapter = registered.remove(listener);
    if (adapter != null) {
      session.run(() -> cache.removeClientListener(adapter));
    }
  }
}
