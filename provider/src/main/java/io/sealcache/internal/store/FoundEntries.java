package io.sealcache.internal.store;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A store's answer to a read of many entries. */
@FunctionalInterface
public interface FoundEntries {
  /** Null if the store has no such entry. */
  @Nullable SealedBytes get(StoredKey key);

  /** Those of {@code keys} that it has. */
  default Map<StoredKey, SealedBytes> of(Collection<StoredKey> keys) {
    Map<StoredKey, SealedBytes> found = new HashMap<>();
    for (StoredKey key : keys) {
      SealedBytes value = get(key);
      if (value != null) {
        found.put(key, value);
      }
    }
    return found;
  }
}
