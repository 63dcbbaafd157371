package io.sealcache.internal.store;

import static java.util.Objects.requireNonNull;

import io.sealcache.core.SealedBytes;
import java.util.HashMap;
import java.util.Map;
import javax.cache.Cache;

/** The wrapped cache as whoever runs the store sees it, and can change it. */
public final class RawCache {
  private final Cache<String, Object> cache;
  private final Carriers carriers;

  public RawCache(Cache<String, Object> cache, ValueCarrier carrier) {
    this.cache = cache;
    this.carriers = new Carriers(carrier);
  }

  /** Every stored key with its stored value's bytes. */
  public Map<String, byte[]> entries() {
    Map<String, byte[]> entries = new HashMap<>();
    cache.forEach(entry -> entries.put(entry.getKey(), bytes(entry.getValue())));
    return entries;
  }

  /** The stored key of the only entry. */
  public String onlyKey() {
    return entries().keySet().stream()
        .reduce(
            (one, other) -> {
              throw new IllegalStateException("More than one entry");
            })
        .orElseThrow();
  }

  /** The stored value under a stored key. */
  public byte[] value(String storedKey) {
    return bytes(cache.get(storedKey));
  }

  private byte[] bytes(Object stored) {
    return requireNonNull(carriers.read(stored), "an entry").bytes();
  }

  /** Stores bytes as they are. */
  public void plant(String storedKey, byte[] storedValue) {
    cache.put(storedKey, carriers.of(SealedBytes.ofStore(storedValue)));
  }

  /** How many entries there are. */
  public int size() {
    int size = 0;
    for (Cache.Entry<String, Object> unused : cache) {
      size++;
    }
    return size;
  }

  public Cache<String, Object> cache() {
    return cache;
  }
}
