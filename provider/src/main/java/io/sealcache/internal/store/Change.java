package io.sealcache.internal.store;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import org.jspecify.annotations.Nullable;

/**
 * A change of one entry, by which its event is told from all others: no two writes give the same
 * stored value.
 *
 * @param removal whether the value was removed, not written
 */
public record Change(boolean removal, StoredKey key, SealedBytes value) {

  public static Change write(StoredKey key, SealedBytes value) {
    return new Change(false, key, value);
  }

  public static Change removal(StoredKey key, SealedBytes value) {
    return new Change(true, key, value);
  }

  /** What an event tells of; null where that can't be any call's change. */
  static @Nullable Change of(StoredEvent event) {
    StoredKey key = event.key();
    SealedBytes value = event.value();
    if (key == null || value == null) {
      return null;
    }
    return switch (event.type()) {
      case CREATED, UPDATED -> write(key, value);
      case REMOVED -> removal(key, value);
      case EXPIRED -> null;
    };
  }
}
