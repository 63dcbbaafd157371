package io.sealcache.internal.store;

import java.io.Serial;
import javax.cache.configuration.Factory;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.event.CacheEntryListener;

/**
 * Gives one listener to the store of this JVM. Wherever a store sends it, it arrives as a factory
 * of plain objects: nothing of ours, nor of the application's, travels.
 */
final class ListenerFactory implements Factory<CacheEntryListener<Object, Object>> {
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
