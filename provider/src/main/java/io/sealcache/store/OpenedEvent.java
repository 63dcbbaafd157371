package io.sealcache.store;

import javax.cache.Cache;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/** A store's event with its key and values opened. Immutable. */
final class OpenedEvent<K, V> extends CacheEntryEvent<K, V> {
  private static final long serialVersionUID = 1L;

  // Events live as long as a listener holds them and are never serialized: their source isn't.
  private final transient K key;
  private final transient @Nullable V value;
  private final transient @Nullable V oldValue;

  private OpenedEvent(
      Cache<K, V> source, EventType type, K key, @Nullable V value, @Nullable V oldValue) {
    super(source, type);
    this.key = key;
    this.value = value;
    this.oldValue = oldValue;
  }

  /** The event for the user; null where its key, or the value that it is about, doesn't open. */
  static <K, V> @Nullable OpenedEvent<K, V> open(
      Cache<K, V> source,
      CacheEntryEvent<? extends String, ?> event,
      boolean oldValueRequired,
      EntrySealer sealer) {
    if (!(sealer.openKey(event.getKey()) instanceof OpenedKey.Ours<Object> ours)) {
      return null;
    }
    EventType type = event.getEventType();
    boolean about = type == EventType.CREATED || type == EventType.UPDATED;
    @Nullable Object old = oldValueRequired ? oldCarrier(event, about) : null;
    @Nullable Object value = about ? opened(sealer, ours.stored(), event.getValue()) : null;
    @Nullable Object oldValue = old == null ? null : opened(sealer, ours.stored(), old);
    if (about && value == null) {
      if (oldValue != null) {
        sealer.release(oldValue);
      }
      return null;
    }
    // What was replaced was no entry to the user, who is told of the new one only.
    EventType told =
        type == EventType.UPDATED && old != null && oldValue == null ? EventType.CREATED : type;
    return typed(source, told, ours.key(), about ? value : oldValue, oldValue);
  }

  // A removal may carry what was removed as its value or as its old value.
  private static @Nullable Object oldCarrier(
      CacheEntryEvent<? extends String, ?> event, boolean about) {
    if (event.isOldValueAvailable() && event.getOldValue() != null) {
      return event.getOldValue();
    }
    return about ? null : event.getValue();
  }

  private static @Nullable Object opened(
      EntrySealer sealer, StoredKey key, @Nullable Object carrier) {
    // max-age is about what a read may return; an event tells of what happened.
    return carrier != null
            && sealer.openAnyAge(key, carrier) instanceof Read.Present<Object> present
        ? present.value()
        : null;
  }

  // As in EncryptedStore.typed: the codecs give back what they were given.
  @SuppressWarnings("unchecked")
  private static <K, V> OpenedEvent<K, V> typed(
      Cache<K, V> source,
      EventType type,
      Object key,
      @Nullable Object value,
      @Nullable Object oldValue) {
    return new OpenedEvent<>(source, type, (K) key, (V) value, (V) oldValue);
  }

  /** Gives up its values, which nobody was handed. */
  void release(EntrySealer sealer) {
    if (value != null) {
      sealer.release(value);
    }
    if (oldValue != null && oldValue != value) {
      sealer.release(oldValue);
    }
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
