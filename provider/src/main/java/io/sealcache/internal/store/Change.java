package io.sealcache.internal.store;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * A change of one entry, by which its event is told from all others: no two writes give the same
 * stored value.
 *
 * @param removal whether the value was removed, not written
 */
record Change(boolean removal, StoredKey key, SealedBytes value) {

  /** The change that an event tells of; null if that can't be any call's. */
  static @Nullable Change of(StoredEvent event) {
    StoredKey key = event.key();
    boolean removal = event.type() == EventType.REMOVED;
    // A removal may carry what was removed as its value or as its old value.
    SealedBytes value = removal && event.value() == null ? event.oldValue() : event.value();
    return key == null || value == null || event.type() == EventType.EXPIRED
        ? null
        : new Change(removal, key, value);
  }
}
