package io.sealcache.internal.store;

import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;

/**
 * What a store's events are handed to, all kinds of them in one place: each listener that is
 * registered at the port is one. Thread-safe.
 */
public interface StoreListener
    extends CacheEntryCreatedListener<String, Object>,
        CacheEntryUpdatedListener<String, Object>,
        CacheEntryRemovedListener<String, Object>,
        CacheEntryExpiredListener<String, Object> {

  /** Takes events of any kinds. */
  void deliver(Iterable<CacheEntryEvent<? extends String, ?>> events);

  @Override
  default void onCreated(Iterable<CacheEntryEvent<? extends String, ?>> events) {
    deliver(events);
  }

  @Override
  default void onUpdated(Iterable<CacheEntryEvent<? extends String, ?>> events) {
    deliver(events);
  }

  @Override
  default void onRemoved(Iterable<CacheEntryEvent<? extends String, ?>> events) {
    deliver(events);
  }

  @Override
  default void onExpired(Iterable<CacheEntryEvent<? extends String, ?>> events) {
    deliver(events);
  }

  /**
   * Whether the application's listener is told of new values: of their creation, their update, or
   * both.
   */
  boolean hearsWrites();

  /** Whether the application's listener is told of removals. */
  boolean hearsRemovals();

  /** An event was given up, for the application's listener doesn't keep up. */
  void dropped();
}
