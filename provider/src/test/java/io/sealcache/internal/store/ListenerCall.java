package io.sealcache.internal.store;

import java.util.List;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryListener;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.event.EventType;

/** Tells a listener of an event as a store does: if it is one of that kind. */
public final class ListenerCall {
  private ListenerCall() {}

  @SuppressWarnings("unchecked") // each of the product's is of these types
  public static void tell(
      CacheEntryListener<?, ?> listener, CacheEntryEvent<String, Object> event) {
    EventType type = event.getEventType();
    if (type == EventType.CREATED && listener instanceof CacheEntryCreatedListener<?, ?>) {
      ((CacheEntryCreatedListener<String, Object>) listener).onCreated(List.of(event));
    } else if (type == EventType.UPDATED && listener instanceof CacheEntryUpdatedListener<?, ?>) {
      ((CacheEntryUpdatedListener<String, Object>) listener).onUpdated(List.of(event));
    } else if (type == EventType.REMOVED && listener instanceof CacheEntryRemovedListener<?, ?>) {
      ((CacheEntryRemovedListener<String, Object>) listener).onRemoved(List.of(event));
    } else if (type == EventType.EXPIRED && listener instanceof CacheEntryExpiredListener<?, ?>) {
      ((CacheEntryExpiredListener<String, Object>) listener).onExpired(List.of(event));
    }
  }
}
