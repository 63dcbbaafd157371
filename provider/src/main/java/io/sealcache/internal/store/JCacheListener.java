package io.sealcache.internal.store;

import java.io.Serial;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryListener;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/** Takes the events of a store that tells them as JCache has it. Thread-safe. */
record JCacheListener(StoreListener listener, ValueCarrier carriers) implements InvocationHandler {
  /** To be registered with the store. */
  CacheEntryListenerConfiguration<String, Object> configuration() {
    return new MutableCacheEntryListenerConfiguration<>(
        new ListenerFactory(listenerOfKinds()),
        null,
        listener.isOldValueRequired(),
        listener.isSynchronous());
  }

  /**
   * The listener to register. It is of the kinds that are heard, be it none: a store may have one
   * event wait until another was told, which then waits for nobody's.
   */
  @SuppressWarnings("unchecked") // of a class literal
  private CacheEntryListener<Object, Object> listenerOfKinds() {
    List<Class<?>> kinds = new ArrayList<>();
    kinds.add(CacheEntryListener.class);
    for (EventType type : EventType.values()) {
      if (listener.hears(type)) {
        kinds.add(StoreListener.kind(type));
      }
    }
    return (CacheEntryListener<Object, Object>)
        Proxy.newProxyInstance(
            JCacheListener.class.getClassLoader(), kinds.toArray(Class<?>[]::new), this);
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "equals" -> proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      case "toString" -> "JCacheListener";
      default -> {
        deliver((Iterable<?>) arguments[0]);
        yield null;
      }
    };
  }

  private void deliver(Iterable<?> events) {
    List<StoredEvent> stored = new ArrayList<>();
    for (Object told : events) {
      CacheEntryEvent<?, ?> event = (CacheEntryEvent<?, ?>) told;
      stored.add(
          carriers.event(
              event.getEventType(),
              event.getKey(),
              event.getValue(),
              event.isOldValueAvailable() ? event.getOldValue() : null));
    }
    listener.deliver(stored);
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
