package io.sealcache.internal.seal;

import io.sealcache.internal.store.Unwrap;
import javax.cache.Cache;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/** An event of an entry, as a listener hears of it. Immutable. */
public final class EntryEvent<K, V> extends CacheEntryEvent<K, V> {
  private static final long serialVersionUID = 1L;

  // Events live as long as a listener holds them and are never serialized: their source isn't.
  private final transient K key;
  private final transient @Nullable V value;
  private final transient @Nullable V oldValue;

  public EntryEvent(
      Cache<K, V> source, EventType type, K key, @Nullable V value, @Nullable V oldValue) {
    super(source, type);
    this.key = key;
    this.value = value;
    this.oldValue = oldValue;
  }

  @Override
  public K getKey() {
    return key;
  }

  @Override
  public @Nullable V getValue() {
    return value;
  }

  @Override
  public @Nullable V getOldValue() {
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
