package io.sealcache.internal.seal;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.internal.store.StoredEvent;
import java.util.function.Consumer;
import javax.cache.Cache;
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
   *
   * @param unvouched told of a removal of which nothing vouches for a key that may name classes
   */
  @Nullable EntryEvent<K, V> open(StoredEvent event, Consumer<EventType> unvouched) {
    AuthenticKey key = sealer.openKey(event.key());
    if (key == null) {
      return null;
    }
    EventType type = event.type();
    boolean about = type == EventType.CREATED || type == EventType.UPDATED;
    Read.@Nullable Present<Object> found = about ? opened(key.stored(), event.value()) : null;
    if (type == EventType.UPDATED && found != null && found.trail().isOfReseal()) {
      return null;
    }
    @Nullable SealedBytes old = needsOld(key, about) ? oldOf(event, about) : null;
    @Nullable Object value = valueOf(found);
    @Nullable Object oldValue = old == null ? null : valueOf(opened(key.stored(), old));
    boolean isVouchedFor = value != null || oldValue != null || sealer.decodesAlone(key);
    if (!about && !isVouchedFor) {
      unvouched.accept(type);
    }
    Object decoded = (about && value == null) || !isVouchedFor ? null : sealer.decode(key);
    if (decoded == null) {
      return null;
    }
    // The replaced value was no entry to user code, which is told of the new one only.
    EventType told =
        type == EventType.UPDATED && old != null && oldValue == null ? EventType.CREATED : type;
    @Nullable Object wanted = oldValueRequired ? oldValue : null;
    return typed(told, decoded, about ? value : wanted, wanted);
  }

  private boolean needsOld(AuthenticKey key, boolean about) {
    return oldValueRequired || (!about && !sealer.decodesAlone(key));
  }

  // A removal may carry what was removed as its value or as its old value.
  private static @Nullable SealedBytes oldOf(StoredEvent event, boolean about) {
    return about || event.oldValue() != null ? event.oldValue() : event.value();
  }

  private Read.@Nullable Present<Object> opened(StoredKey key, @Nullable SealedBytes stored) {
    // max-age is about what a read may return; an event tells of what happened.
    return stored != null && sealer.openAnyAge(key, stored) instanceof Read.Present<Object> present
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
}
