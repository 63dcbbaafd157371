package io.sealcache.internal.store.infinispan;

import io.sealcache.internal.store.StoreListener;
import java.util.List;
import javax.cache.event.EventType;
import org.infinispan.client.hotrod.annotation.ClientCacheEntryCreated;
import org.infinispan.client.hotrod.annotation.ClientCacheEntryExpired;
import org.infinispan.client.hotrod.annotation.ClientCacheEntryModified;
import org.infinispan.client.hotrod.annotation.ClientCacheEntryRemoved;
import org.infinispan.client.hotrod.annotation.ClientListener;
import org.infinispan.client.hotrod.event.ClientCacheEntryCustomEvent;
import org.infinispan.commons.util.KeyValueWithPrevious;

/**
 * Takes an Infinispan server's events as JCache's; for Infinispan's client only, which calls
 * nothing that isn't public. Thread-safe.
 */
@ClientListener(converterFactoryName = "key-value-with-previous-converter-factory")
public final class InfinispanRemoteListener {
  private final StoreListener listener;

  InfinispanRemoteListener(StoreListener listener) {
    this.listener = listener;
  }

  /** Told afterwards, and of removals of what isn't there. */
  @ClientCacheEntryCreated
  @ClientCacheEntryModified
  @ClientCacheEntryRemoved
  @ClientCacheEntryExpired
  public void tell(ClientCacheEntryCustomEvent<KeyValueWithPrevious<?, ?>> event) {
    KeyValueWithPrevious<?, ?> data = event.getEventData();
    EventType type =
        switch (event.getType()) {
          case CLIENT_CACHE_ENTRY_CREATED -> EventType.CREATED;
          case CLIENT_CACHE_ENTRY_MODIFIED -> EventType.UPDATED;
          case CLIENT_CACHE_ENTRY_EXPIRED -> EventType.EXPIRED;
          default -> EventType.REMOVED;
        };
    Object value = type == EventType.REMOVED ? data.getPrev() : data.getValue();
    Object oldValue = type == EventType.EXPIRED ? value : data.getPrev();
    if (value != null) {
      listener.deliver(
          List.of(InfinispanCalls.CARRIER.event(type, data.getKey(), value, oldValue)));
    }
  }
}
