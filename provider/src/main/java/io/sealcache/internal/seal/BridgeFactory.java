package io.sealcache.internal.seal;

import java.io.Serial;
import javax.cache.configuration.Factory;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.event.CacheEntryListener;

/**
 * Gives one bridge to the store of this JVM. Wherever a store sends it, it arrives as a factory of
 * plain objects: nothing of ours, nor of the application's, travels.
 */
final class BridgeFactory implements Factory<CacheEntryListener<String, Object>> {
  @Serial private static final long serialVersionUID = 1L;

  private final transient ListenerBridge<?, ?> bridge;

  BridgeFactory(ListenerBridge<?, ?> bridge) {
    this.bridge = bridge;
  }

  @Override
  public CacheEntryListener<String, Object> create() {
    return bridge;
  }

  @Serial
  private Object writeReplace() {
    return new FactoryBuilder.ClassFactory<>(Object.class);
  }
}
