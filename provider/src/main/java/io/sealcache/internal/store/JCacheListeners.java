package io.sealcache.internal.store;

import java.io.Serial;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryListener;

/** Listeners of a store that takes and calls them as JCache has it. Thread-safe. */
public final class JCacheListeners implements ListenerRegistry {
  private final Carriers carriers;
  private final Consumer<CacheEntryListenerConfiguration<String, Object>> registering;
  private final Consumer<CacheEntryListenerConfiguration<String, Object>> deregistering;
  private final ConcurrentMap<StoreListener, CacheEntryListenerConfiguration<String, Object>>
      registered = new ConcurrentHashMap<>();

  /** For a store that is told of them in a way of its own. */
  public JCacheListeners(
      Carriers carriers,
      Consumer<CacheEntryListenerConfiguration<String, Object>> registering,
      Consumer<CacheEntryListenerConfiguration<String, Object>> deregistering) {
    this.carriers = carriers;
    this.registering = registering;
    this.deregistering = deregistering;
  }

  /** For one that is told of them as JCache has it. */
  public JCacheListeners(Carriers carriers, Cache<String, Object> cache) {
    this(carriers, cache::registerCacheEntryListener, cache::deregisterCacheEntryListener);
  }

  @Override
  public void register(StoreListener listener) {
    CacheEntryListenerConfiguration<String, Object> configuration =
        new MutableCacheEntryListenerConfiguration<>(
            new ListenerFactory(JCacheListener.of(listener, carriers)),
            null,
            listener.isOldValueRequired(),
            listener.isSynchronous());
    registering.accept(configuration);
    registered.put(listener, configuration);
  }

  @Override
  public void deregister(StoreListener listener) {
    CacheEntryListenerConfiguration<String, Object> configuration = registered.remove(listener);
    if (configuration != null) {
      deregistering.accept(configuration);
    }
  }

  /**
   * Gives one listener to the store of this JVM. Wherever a store sends it, it arrives as a factory
   * of plain objects: nothing of ours, nor of the application's, travels.
   */
  private static final class ListenerFactory
      implements Factory<CacheEntryListener<Object, Object>> {
    @Serial private static final long serialVersionUID = 1L;

    private final transient CacheEntryListener<Object, Object> listener;

    ListenerFactory(CacheEntryListener<Object, Object> listener) {
      this.listener = listener;
    }

    @Override
    public CacheEntryListener<Object, Object> create() {
      return listener;
    }

    @Serial
    private Object writeReplace() {
      return new FactoryBuilder.ClassFactory<>(Object.class);
    }
  }
}
