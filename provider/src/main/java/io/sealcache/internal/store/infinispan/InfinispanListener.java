package io.sealcache.internal.store.infinispan;

import io.sealcache.internal.store.EntryEvent;
import java.util.List;
import java.util.concurrent.Executor;
import javax.cache.Cache;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.event.EventType;
import org.infinispan.notifications.Listener;
import org.infinispan.notifications.cachelistener.annotation.CacheEntryCreated;
import org.infinispan.notifications.cachelistener.annotation.CacheEntryExpired;
import org.infinispan.notifications.cachelistener.annotation.CacheEntryModified;
import org.infinispan.notifications.cachelistener.annotation.CacheEntryRemoved;
import org.infinispan.notifications.cachelistener.event.CacheEntryCreatedEvent;
import org.infinispan.notifications.cachelistener.event.CacheEntryExpiredEvent;
import org.infinispan.notifications.cachelistener.event.CacheEntryModifiedEvent;
import org.infinispan.notifications.cachelistener.event.CacheEntryRemovedEvent;
import org.jspecify.annotations.Nullable;

/**
 * Takes Infinispan's events as JCache's; for Infinispan only, which calls nothing that isn't
 * public. Thread-safe.
 */
public sealed class InfinispanListener {
  private final Cache<String, Object> source;
  private final Object listener;
  private final Executor executor;

  /**
   * @param listener of all of JCache's kinds
   * @param executor calls it: Infinispan's own thread has the entry locked
   */
  InfinispanListener(Cache<String, Object> source, Object listener, Executor executor) {
    this.source = source;
    this.listener = listener;
    this.executor = executor;
  }

  /** Told before and after. */
  @CacheEntryCreated
  @SuppressWarnings("unchecked")
  public final void created(CacheEntryCreatedEvent<String, Object> event) {
    if (!event.isPre()) {
      EntryEvent<String, Object> told =
          event(EventType.CREATED, event.getKey(), event.getValue(), null);
      var target = (CacheEntryCreatedListener<String, Object>) listener;
      executor.execute(() -> target.onCreated(List.of(told)));
    }
  }

  /** Told before and after. */
  @CacheEntryModified
  @SuppressWarnings("unchecked")
  public final void modified(CacheEntryModifiedEvent<String, Object> event) {
    if (!event.isPre() && !event.isCreated()) {
      EntryEvent<String, Object> told =
          event(EventType.UPDATED, event.getKey(), event.getNewValue(), event.getOldValue());
      var target = (CacheEntryUpdatedListener<String, Object>) listener;
      executor.execute(() -> target.onUpdated(List.of(told)));
    }
  }

  /** Told before and after. */
  @CacheEntryRemoved
  @SuppressWarnings("unchecked")
  public final void removed(CacheEntryRemovedEvent<String, Object> event) {
    if (!event.isPre()) {
      EntryEvent<String, Object> told =
          event(EventType.REMOVED, event.getKey(), event.getOldValue(), event.getOldValue());
      var target = (CacheEntryRemovedListener<String, Object>) listener;
      executor.execute(() -> target.onRemoved(List.of(told)));
    }
  }

  /** Told afterwards. */
  @CacheEntryExpired
  @SuppressWarnings("unchecked")
  public final void expired(CacheEntryExpiredEvent<String, Object> event) {
    EntryEvent<String, Object> told =
        event(EventType.EXPIRED, event.getKey(), event.getValue(), event.getValue());
    var target = (CacheEntryExpiredListener<String, Object>) listener;
    executor.execute(() -> target.onExpired(List.of(told)));
  }

  private EntryEvent<String, Object> event(
      EventType type, String key, @Nullable Object value, @Nullable Object oldValue) {
    return new EntryEvent<>(source, type, key, value, oldValue);
  }

  /** Hears what happens on every node, without the old values of updates. For Infinispan only. */
  @Listener(clustered = true)
  public static final class OfAllNodes extends InfinispanListener {
    OfAllNodes(Cache<String, Object> source, Object listener, Executor executor) {
      super(source, listener, executor);
    }
  }

  /** Hears what happens on this node. For Infinispan only. */
  @Listener
  public static final class OfThisNode extends InfinispanListener {
    OfThisNode(Cache<String, Object> source, Object listener, Executor executor) {
      super(source, listener, executor);
    }
  }
}
