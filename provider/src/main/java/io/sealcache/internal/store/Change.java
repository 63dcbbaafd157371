package io.sealcache.internal.store;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.cache.event.EventType;
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

  /** Of many entries. */
  public static List<Change> writes(Map<StoredKey, SealedBytes> values) {
    List<Change> changes = new ArrayList<>(values.size());
    values.forEach((key, value) -> changes.add(write(key, value)));
    return changes;
  }

  /** The change that an event tells of; null if that can't be any call's. */
  static @Nullable Change of(StoredEvent event) {
    StoredKey key = event.key();
    // A removal may carry what was removed as its value or as its old value.
    SealedBytes value =
        event.type() == EventType.REMOVED && event.value() == null
            ? event.oldValue()
            : event.value();
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
