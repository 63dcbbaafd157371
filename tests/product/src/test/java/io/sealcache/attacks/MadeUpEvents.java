package io.sealcache.attacks;

import io.sealcache.internal.seal.EntryEvent;
import io.sealcache.internal.store.ListenerCall;
import io.sealcache.internal.store.infinispan.InfinispanListener;
import java.lang.reflect.Proxy;
import javax.cache.Cache;
import javax.cache.event.CacheEntryListener;
import javax.cache.event.EventType;
import org.infinispan.notifications.cachelistener.event.CacheEntryCreatedEvent;
import org.infinispan.notifications.cachelistener.event.CacheEntryExpiredEvent;
import org.infinispan.notifications.cachelistener.event.CacheEntryModifiedEvent;
import org.infinispan.notifications.cachelistener.event.CacheEntryRemovedEvent;

/** Tells a listener of what never happened. */
interface MadeUpEvents {
  void send(EventType type, String key, Object value);

  /** To one that a store was given in JCache's way. */
  static MadeUpEvents to(
      Cache<String, Object> source, CacheEntryListener<String, Object> listener) {
    return (type, key, value) ->
        ListenerCall.tell(listener, new EntryEvent<>(source, type, key, value, value));
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
                  case "isCreated" -> false;
                  default -> throw new AssertionError("Nothing else is asked: " + method);
                }));
  }
}
