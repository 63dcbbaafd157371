package io.sealcache.internal.store.infinispan;

import io.sealcache.internal.store.EntryEvent;
import java.util.List;
import javax.cache.Cache;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
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
  private final Cache<String, Object> source;
  private final Object listener;

  /**
   * @param listener of all of JCache's kinds
   */
  InfinispanRemoteListener(Cache<String, Object> source, Object listener) {
    this.source = source;
    this.listener = listener;
  }

  /** Told afterwards. */
  @ClientCacheEntryCreated
  @SuppressWarnings("unchecked")
  public void created(ClientCacheEntryCustomEvent<KeyValueWithPrevious<String, Object>> event) {
    KeyValueWithPrevious<String, Object> data = event.getEventData();
    ((CacheEntryCreatedListener<String, Object>) listener)
        .onCreated(List.of(event(EventType.CREATED, data.getKey(), data.getValue(), null)));
  }

  /** Told afterwards. */
  @ClientCacheEntryModified
  @SuppressWarnings("unchecked")
  public void modified(ClientCacheEntryCustomEvent<KeyValueWithPrevious<String, Object>> event) {
    KeyValueWithPrevious<String, Object> data = event.getEventData();
    ((CacheEntryUpdatedListener<String, Object>) listener)
        .onUpdated(
            List.of(event(EventType.UPDATED, data.getKey(), data.getValue(), data.getPrev())));
  }

  /** Told afterwards, and of removals of what isn't there. */
  @ClientCacheEntryRemoved
  @SuppressWarnings("unchecked")
  public void removed(ClientCacheEntryCustomEvent<KeyValueWithPrevious<String, Object>> event) {
    KeyValueWithPrevious<String, Object> data = event.getEventData();
    if (data.getPrev() != null) {
      ((CacheEntryRemovedListener<String, Object>) listener)
          .onRemoved(
              List.of(event(EventType.REMOVED, data.getKey(), data.getPrev(), data.getPrev())));
    }
  }

  /** Told afterwards. */
  @ClientCacheEntryExpired
  @SuppressWarnings("unchecked")
  public void expired(ClientCacheEntryCustomEvent<KeyValueWithPrevious<String, Object>> event) {
    KeyValueWithPrevious<String, Object> data = event.getEventData();
    ((CacheEntryExpiredListener<String, Object>) listener)
        .onExpired(
            List.of(event(EventType.EXPIRED, data.getKey(), data.getValue(), data.getValue())));
  }

  private EntryEvent<String, Object> event(
      EventType type, String key, @Nullable Object value, @Nullable Object oldValue) {
    return new EntryEvent<>(source, type, key, value, oldValue);
  }
}
