package io.sealcache.internal.store.infinispan;

import io.sealcache.internal.store.Carriers;
import io.sealcache.internal.store.StoreListener;
import io.sealcache.internal.store.StoredEvent;
import java.util.List;
import java.util.concurrent.Executor;
import javax.cache.event.EventType;
import org.infinispan.notifications.Listener;
import org.infinispan.notifications.cachelistener.annotation.CacheEntryCreated;
import org.infinispan.notifications.cachelistener.annotation.CacheEntryExpired;
import org.infinispan.notifications.cachelistener.annotation.CacheEntryModified;
import org.infinispan.notifications.cachelistener.annotation.CacheEntryRemoved;
import org.infinispan.notifications.cachelistener.event.CacheEntryCreatedEvent;
import org.infinispan.notifications.cachelistener.event.CacheEntryEvent;
import org.infinispan.notifications.cachelistener.event.CacheEntryExpiredEvent;
import org.infinispan.notifications.cachelistener.event.CacheEntryModifiedEvent;
import org.infinispan.notifications.cachelistener.event.CacheEntryRemovedEvent;
import org.jspecify.annotations.Nullable;

/**
 * Takes Infinispan's events as JCache's; for Infinispan only, which calls nothing that isn't
 * public. Thread-safe.
 */
public sealed class InfinispanListener {
  private final StoreListener listener;
  private final Carriers carriers;
  private final Executor executor;

  /**
   * @param executor calls the listener: Infinispan's own thread has the entry locked
   */
  InfinispanListener(StoreListener listener, Carriers carriers, Executor executor) {
    this.listener = listener;
    this.carriers = carriers;
    this.executor = executor;
  }

  /** Told before and after. */
  @CacheEntryCreated
  public final void created(CacheEntryCreatedEvent<?, ?> event) {
    if (!event.isPre()) {
      deliver(EventType.CREATED, event, event.getValue(), null);
    }
  }

  /** Told before and after. */
  @CacheEntryModified
  public final void modified(CacheEntryModifiedEvent<?, ?> event) {
    if (!event.isPre() && !event.isCreated()) {
      deliver(EventType.UPDATED, event, event.getNewValue(), event.getOldValue());
    }
  }

  /** Told before and after. */
  @CacheEntryRemoved
  public final void removed(CacheEntryRemovedEvent<?, ?> event) {
    if (!event.isPre()) {
      deliver(EventType.REMOVED, event, event.getOldValue(), event.getOldValue());
    }
  }

  /** Told afterwards. */
  @CacheEntryExpired
  public final void expired(CacheEntryExpiredEvent<?, ?> event) {
    deliver(EventType.EXPIRED, event, event.getValue(), event.getValue());
  }

  private void deliver(
      EventType type,
      CacheEntryEvent<?, ?> event,
      @Nullable Object value,
      @Nullable Object oldValue) {
    StoredEvent told = carriers.event(type, event.getKey(), value, oldValue);
    executor.execute(() -> listener.deliver(List.of(told)));
  }

  /** Hears what happens on every node, without the old values of updates. For Infinispan only. */
  @Listener(clustered = true)
  public static final class OfAllNodes extends InfinispanListener {
    OfAllNodes(StoreListener listener, Carriers carriers, Executor executor) {
      super(listener, carriers, executor);
    }
  }

  /** Hears what happens on this node. For Infinispan only. */
  @Listener
  public static final class OfThisNode extends InfinispanListener {
    OfThisNode(StoreListener listener, Carriers carriers, Executor executor) {
      super(listener, carriers, executor);
    }
  }
}
