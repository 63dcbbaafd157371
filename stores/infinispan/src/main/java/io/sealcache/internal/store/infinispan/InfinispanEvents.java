package io.sealcache.internal.store.infinispan;

import io.sealcache.internal.store.ListenerRegistry;
import io.sealcache.internal.store.StoreListener;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** Registers listeners with Infinispan itself. Thread-safe. */
final class InfinispanEvents implements ListenerRegistry {
  private final InfinispanSession session;
  private final Function<StoreListener, Object> adapting;
  private final Consumer<Object> registering;
  private final Consumer<Object> deregistering;
  private final ConcurrentMap<StoreListener, Object> registered = new ConcurrentHashMap<>();

  /**
   * @param adapting makes what Infinispan tells of events, by its annotations
   */
  InfinispanEvents(
      InfinispanSession session,
      Function<StoreListener, Object> adapting,
      Consumer<Object> registering,
      Consumer<Object> deregistering) {
    this.session = session;
    this.adapting = adapting;
    this.registering = registering;
    this.deregistering = deregistering;
  }

  @Override
  public void register(StoreListener listener) {
    Object adapter = adapting.apply(listener);
    session.run(() -> registering.accept(adapter));
    registered.put(listener, adapter);
  }

  @Override
  public void deregister(StoreListener listener) {
    Object adapter = registered.remove(listener);
    if (adapter != null) {
      session.run(() -> deregistering.accept(adapter));
    }
  }
}
