package io.sealcache.internal.store.infinispan;

import io.sealcache.internal.store.Carriers;
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
import org.jspecify.annotations.Nullable;

/**
 * Takes an Infinispan server's events as JCache's; for Infinispan's client only, which calls
 * nothing that isn't public. Thread-safe.
 */
@ClientListener(converterFactoryName = "key-value-with-previous-converter-factory")
public final class InfinispanRemoteListener {
  private final StoreListener listener;
  private final Carriers carriers;

  InfinispanRemoteListener(StoreListener listener, Carriers carriers) {
    this.listener = listener;
    this.carriers = carriers;
  }

  /** Told afterwards. */
  @ClientCacheEntryCreated
  public void created(ClientCacheEntryCustomEvent<KeyValueWithPrevious<?, ?>> event) {
    KeyValueWithPrevious<?, ?> data = event.getEventData();
    deliver(EventType.CREATED, data, data.getValue(), null);
  }

  /** Told afterwards. */
  @ClientCacheEntryModified
  public void modified(ClientCacheEntryCustomEvent<KeyValueWithPrevious<?, ?>> event) {
    KeyValueWithPrevious<?, ?> data = event.getEventData();
    deliver(EventType.UPDATED, data, data.getValue(), data.getPrev());
  }

  /** Told afterwards, and of removals of what isn't there. */
  @ClientCacheEntryRemoved
  public void removed(ClientCacheEntryCustomEvent<KeyValueWithPrevious<?, ?>> event) {
    KeyValueWithPrevious<?, ?> data = event.getEventData();
    if (data.getPrev() != null) {
      deliver(EventType.REMOVED, data, data.getPrev(), data.getPrev());
    }
  }

  /** Told afterwards. */
  @ClientCacheEntryExpired
  public void expired(ClientCacheEntryCustomEvent<KeyValueWithPrevious<?, ?>> event) {
    KeyValueWithPrevious<?, ?> data = event.getEventData();
    deliver(EventType.EXPIRED, data, data.getValue(), data.getValue());
  }

  private void deliver(
      EventType type,
      KeyValueWithPrevious<?, ?> data,
      @Nullable Object value,
      @Nullable Object oldValue) {
    listener.deliver(List.of(carriers.event(type, data.getKey(), value, oldValue)));
  }
}
