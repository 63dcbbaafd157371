package io.sealcache.internal.store;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryListener;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/** Takes the events of a store that tells them as JCache has it. Thread-safe. */
record JCacheListener(StoreListener listener, Carriers carriers) implements InvocationHandler {

  /**
   * The listener to register. It is of the kinds that are heard, be it none: a store may have one
   * event wait until another was told, which then waits for nobody's.
   */
  @SuppressWarnings("unchecked") // of a class literal
  static CacheEntryListener<Object, Object> of(StoreListener listener, Carriers carriers) {
    List<Class<?>> kinds = new ArrayList<>();
    kinds.add(CacheEntryListener.class);
    for (EventType type : EventType.values()) {
      if (listener.hears(type)) {
        kinds.add(StoreListener.kind(type));
      }
    }
    return (CacheEntryListener<Object, Object>)
        Proxy.newProxyInstance(
            JCacheListener.class.getClassLoader(),
            kinds.toArray(Class<?>[]::new),
            new JCacheListener(listener, carriers));
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
}
