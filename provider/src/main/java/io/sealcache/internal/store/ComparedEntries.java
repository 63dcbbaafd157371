package io.sealcache.internal.store;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A store's calls about entries that it compares by their values: what is seen of an entry is its
 * value, or {@link #ANY}.
 */
public interface ComparedEntries extends StoreEntries<Object> {
  /** Seen of an entry whatever its value is. */
  Object ANY = new Object();

  @Override
  default @Nullable Object read(StoredKey key) {
    return get(key, null);
  }

  @Override
  default Map<StoredKey, SealedBytes> readAll(Collection<StoredKey> keys) {
    var found = getAll(keys, false).answer();
    Map<StoredKey, SealedBytes> read = new HashMap<>();
    keys.forEach(key -> read.compute(key, (k, none) -> found.apply(key)));
    return read;
  }

  @Override
  default @Nullable SealedBytes valueOf(Object seen) {
    return seen instanceof SealedBytes value ? value : null;
  }
}
