package io.sealcache.store;

import javax.cache.Cache;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/** An event of a store that has none of JCache's. Immutable. */
@SuppressWarnings("serial") // never serialised: it goes from the store's listener to ours
final class StoreEvent extends CacheEntryEvent<String, Object> {
  private final String key;
  private final @Nullable Object value;
  private final @Nullable Object oldValue;

  StoreEvent(
      Cache<String, Object> source,
      EventType type,
      String key,
      @Nullable Object value,
      @Nullable Object oldValue) {
    super(source, type);
    this.key = key;
    this.value = value;
    this.oldValue = oldValue;
  }

  @Override
  public String getKey() {
    return key;
  }

  @Override
  public @Nullable Object getValue() {
    return value;
  }

  @Override
  public @Nullable Object getOldValue() {
    return oldValue;
  }

  @Override
  public boolean isOldValueAvailable() {
    return oldValue != null;
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    return Unwrap.to(type, this);
  }

  @Override
  public String toString() {
    return "CacheEntryEvent[" + getEventType() + "]"; // neither key nor value belongs in a message
  }
}
