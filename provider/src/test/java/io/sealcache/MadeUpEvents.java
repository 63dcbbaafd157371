package io.sealcache;

import io.sealcache.internal.seal.EntryEvent;
import io.sealcache.internal.store.infinispan.InfinispanListener;
import java.lang.reflect.Proxy;
import java.util.List;
import javax.cache.Cache;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryListener;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.event.EventType;
import org.infinispan.notifications.cachelistener.event.CacheEntryCreatedEvent;
import org.infinispan.notifications.cachelistener.event.CacheEntryExpiredEvent;
import org.infinispan.notifications.cachelistener.event.CacheEntryModifiedEvent;
import org.infinispan.notifications.cachelistener.event.CacheEntryRemovedEvent;

/** Tells a listener of what never happened. */
interface MadeUpEvents {
  void send(EventType type, String key, Object value);

  /** To one that a store was given in JCache's way. */
  @SuppressWarnings("unchecked") // each of the product's is of these types
  static MadeUpEvents to(
      Cache<String, Object> source, CacheEntryListener<String, Object> listener) {
    return (type, key, value) -> {
      CacheEntryEvent<String, Object> event = new EntryEvent<>(source, type, key, value, value);
      if (type == EventType.CREATED && listener instanceof CacheEntryCreatedListener<?, ?>) {
        ((CacheEntryCreatedListener<String, Object>) listener).onCreated(List.of(event));
      } else if (type == EventType.UPDATED && listener instanceof CacheEntryUpdatedListener<?, ?>) {
        ((CacheEntryUpdatedListener<String, Object>) listener).onUpdated(List.of(event));
      } else if (type == EventType.REMOVED && listener instanceof CacheEntryRemovedListener<?, ?>) {
        ((CacheEntryRemovedListener<String, Object>) listener).onRemoved(List.of(event));
      } else if (type == EventType.EXPIRED && listener instanceof CacheEntryExpiredListener<?, ?>) {
        ((CacheEntryExpiredListener<String, Object>) listener).onExpired(List.of(event));
      }
    };
  }

  /** To one that Infinispan was given in its own way. */
  @SuppressWarnings("unchecked") // of the types that are made up
  static MadeUpEvents to(InfinispanListener listener) {
    return (type, key, value) -> {
      switch (type) {
        case CREATED -> listener.created(event(CacheEntryCreatedEvent.class, key, value));
        case UPDATED -> listener.modified(event(CacheEntryModifiedEvent.class, key, value));
        case REMOVED -> listener.removed(event(CacheEntryRemovedEvent.class, key, value));
        case EXPIRED -> listener.expired(event(CacheEntryExpiredEvent.class, key, value));
      }
    };
  }

  private static <E> E event(Class<E> type, String key, Object value) {
    return type.cast(
        Proxy.newProxyInstance(
            MadeUpEvents.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, none) ->
                switch (method.getName()) {
                  case "getKey" -> key;
                  case "getValue", "getNewValue", "getOldValue" -> value;
                  case "isPre", "isCreated" -> false;
                  default -> throw new AssertionError("Nothing else is asked: " + method);
                }));
  }
}
