package io.sealcache.internal.store;

import io.sealcache.core.SealedBytes;
import javax.cache.event.CacheEntryEvent;
import org.jspecify.annotations.Nullable;

/**
 * A change of one entry, by which its event is told from all others: no two writes give the same
 * stored value.
 *
 * @param removal whether the value was removed, not written
 */
public record Change(boolean removal, String key, Object value) {

  public static Change write(String key, Object value) {
    return new Change(false, key, comparable(value));
  }

  public static Change removal(String key, Object value) {
    return new Change(true, key, comparable(value));
  }

  /** What an event tells of; null where that can't be any call's change. */
  static @Nullable Change of(CacheEntryEvent<? extends String, ?> event) {
    Object value = event.getValue();
    if (value == null) {
      return null;
    }
    return switch (event.getEventType()) {
      case CREATED, UPDATED -> write(event.getKey(), value);
      case REMOVED -> removal(event.getKey(), value);
      case EXPIRED -> null;
    };
  }

  private static Object comparable(Object carrier) {
    return carrier instanceof byte[] bytes ? SealedBytes.ofStore(bytes) : carrier;
  }
}
