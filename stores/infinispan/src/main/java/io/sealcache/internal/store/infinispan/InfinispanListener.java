package io.sealcache.internal.store.infinispan;

import io.sealcache.internal.store.StoreListener;
import io.sealcache.internal.store.StoredEvent;
import io.sealcache.internal.store.SynchronousListener;
import java.util.List;
import java.util.concurrent.Executor;
import javax.cache.event.EventType;
import org.infinispan.AdvancedCache;
import org.infinispan.notifications.Listener;
import org.infinispan.notifications.Listener.Observation;
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
  private final Executor executor;

  /**
   * @param executor calls the listener: Infinispan's own thread has the entry locked
   */
  private InfinispanListener(StoreListener listener, Executor executor) {
    this.listener = listener;
    this.executor = executor;
  }

  // Where each node has each entry, each is told of each change, and only there of the old value.
  static InfinispanListener of(StoreListener listener, AdvancedCache<String, Object> cache) {
    Executor executor =
        listener instanceof SynchronousListener
            ? Runnable::run
            : new EventExecutor(cache.getName());
    return cache.getCacheConfiguration().clustering().cacheMode().isDistributed()
        ? new OfAllNodes(listener, executor)
        : new OfThisNode(listener, executor);
  }

  /** Told afterwards. */
  @CacheEntryCreated
  public final void created(CacheEntryCreatedEvent<?, ?> event) {
    deliver(EventType.CREATED, event, event.getValue(), null);
  }

  /** Told afterwards, and of creations too. */
  @CacheEntryModified
  public final void modified(CacheEntryModifiedEvent<?, ?> event) {
    if (!event.isCreated()) {
      deliver(EventType.UPDATED, event, event.getNewValue(), event.getOldValue());
    }
  }

  /** Told afterwards. */
  @CacheEntryRemoved
  public final void removed(CacheEntryRemovedEvent<?, ?> event) {
    deliver(EventType.REMOVED, event, event.getOldValue(), event.getOldValue());
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
    StoredEvent told = InfinispanCalls.CARRIER.event(type, event.getKey(), value, oldValue);
    executor.execute(() -> listener.deliver(List.of(told)));
  }

  /** Hears what happens on every node, without the old values of updates. For Infinispan only. */
  @Listener(clustered = true, observation = Observation.POST)
  public static final class OfAllNodes extends InfinispanListener {
    private OfAllNodes(StoreListener listener, Executor executor) {
      super(listener, executor);
    }
  }

  /** Hears what happens on this node. For Infinispan only. */
  @Listener(observation = Observation.POST)
  public static final class OfThisNode extends InfinispanListener {
    private OfThisNode(StoreListener listener, Executor executor) {
      super(listener, executor);
    }
  }
}
