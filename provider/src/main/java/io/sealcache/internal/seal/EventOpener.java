package io.sealcache.internal.seal;

import io.sealcache.core.StoredKey;
import io.sealcache.internal.store.EntryEvent;
import javax.cache.Cache;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * Makes a store's events the application's: with key and values opened. Of a value that was sealed
 * anew there is none: it is authentic that nothing else has changed. Thread-safe.
 */
record EventOpener<K, V>(Cache<K, V> source, ObjectSealer sealer, boolean oldValueRequired) {
  /**
   * Null where the event's key, or the value that it is about, doesn't open; and where the store
   * tells of an update that is none to the application.
   */
  @Nullable EntryEvent<K, V> open(CacheEntryEvent<? extends String, ?> event) {
    AuthenticKey key = sealer.openKey(event.getKey());
    if (key == null) {
      return null;
    }
    EventType type = event.getEventType();
    boolean about = type == EventType.CREATED || type == EventType.UPDATED;
    Read.@Nullable Present<Object> found = about ? opened(key.stored(), event.getValue()) : null;
    if (type == EventType.UPDATED && found != null && found.trail().isOfReseal()) {
      sealer.release(found.value());
      return null;
    }
    @Nullable Object old = needsOld(about) ? oldCarrier(event, about) : null;
    @Nullable Object value = valueOf(found);
    @Nullable Object oldValue = old == null ? null : valueOf(opened(key.stored(), old));
    boolean isVouchedFor = value != null || oldValue != null || sealer.decodesKeysAlone();
    Object decoded = (about && value == null) || !isVouchedFor ? null : sealer.decode(key);
    if (decoded == null) {
      releaseValue(value);
      releaseValue(oldValue);
      return null;
    }
    // What was replaced was no entry to the application, who is told of the new one only.
    EventType told =
        type == EventType.UPDATED && old != null && oldValue == null ? EventType.CREATED : type;
    if (!oldValueRequired) {
      releaseValue(oldValue);
      oldValue = null;
    }
    return typed(told, decoded, about ? value : oldValue, oldValue);
  }

  private boolean needsOld(boolean about) {
    return oldValueRequired || (!about && !sealer.decodesKeysAlone());
  }

  // A removal may carry what was removed as its value or as its old value.
  private static @Nullable Object oldCarrier(
      CacheEntryEvent<? extends String, ?> event, boolean about) {
    if (event.isOldValueAvailable() && event.getOldValue() != null) {
      return event.getOldValue();
    }
    return about ? null : event.getValue();
  }

  private Read.@Nullable Present<Object> opened(StoredKey key, @Nullable Object carrier) {
    // max-age is about what a read may return; an event tells of what happened.
    return carrier != null
            && sealer.openAnyAge(key, carrier) instanceof Read.Present<Object> present
        ? present
        : null;
  }

  private static @Nullable Object valueOf(Read.@Nullable Present<Object> read) {
    return read == null ? null : read.value();
  }

  // As in Read.typed: the codecs give back what they were given.
  @SuppressWarnings("unchecked")
  private EntryEvent<K, V> typed(
      EventType type, Object key, @Nullable Object value, @Nullable Object oldValue) {
    return new EntryEvent<>(source, type, (K) key, (V) value, (V) oldValue);
  }

  /** Gives up the values of an event that nobody was handed. */
  void release(EntryEvent<K, V> event) {
    releaseValue(event.getValue());
    if (event.getOldValue() != event.getValue()) {
      releaseValue(event.getOldValue());
    }
  }

  private void releaseValue(@Nullable Object value) {
    if (value != null) {
      sealer.release(value);
    }
  }
}
