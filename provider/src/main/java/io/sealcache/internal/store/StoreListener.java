package io.sealcache.internal.store;

import java.util.List;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.event.EventType;

/**
 * The listener that a store's events are handed to, those of all kinds in one place. Thread-safe.
 */
public interface StoreListener {

  /** Takes events of any kinds. */
  void deliver(List<StoredEvent> events);

  /** Whether it is to be handed events of that kind; others may come all the same. */
  boolean hears(EventType type);

  /** Whether the store has to tell old values where it can. */
  boolean isOldValueRequired();

  /** Whether a call that changes entries returns only once this was told. */
  boolean isSynchronous();

  /** The kind of JCache listener that is told of such events. */
  static Class<?> kind(EventType type) {
    return switch (type) {
      case CREATED -> CacheEntryCreatedListener.class;
      case UPDATED -> CacheEntryUpdatedListener.class;
      case REMOVED -> CacheEntryRemovedListener.class;
      case EXPIRED -> CacheEntryExpiredListener.class;
    };
  }
}
