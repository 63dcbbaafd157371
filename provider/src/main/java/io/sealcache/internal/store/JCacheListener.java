package io.sealcache.internal.store;

import java.util.ArrayList;
import java.util.List;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;

/** Takes the events of a store that tells them as JCache has it. Thread-safe. */
record JCacheListener(StoreListener listener, Carriers carriers)
    implements CacheEntryCreatedListener<Object, Object>,
        CacheEntryUpdatedListener<Object, Object>,
        CacheEntryRemovedListener<Object, Object>,
        CacheEntryExpiredListener<Object, Object> {

  private void deliver(Iterable<CacheEntryEvent<?, ?>> events) {
    List<StoredEvent> stored = new ArrayList<>();
    events.forEach(
        event ->
            stored.add(
                carriers.event(
                    event.getEventType(),
                    event.getKey(),
                    event.getValue(),
                    event.isOldValueAvailable() ? event.getOldValue() : null)));
    listener.deliver(stored);
  }

  @Override
  public void onCreated(Iterable<CacheEntryEvent<?, ?>> events) {
    deliver(events);
  }

  @Override
  public void onUpdated(Iterable<CacheEntryEvent<?, ?>> events) {
    deliver(events);
  }

  @Override
  public void onRemoved(Iterable<CacheEntryEvent<?, ?>> events) {
    deliver(events);
  }

  @Override
  public void onExpired(Iterable<CacheEntryEvent<?, ?>> events) {
    deliver(events);
  }
}
