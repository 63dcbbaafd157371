package io.sealcache.internal.seal;

import io.sealcache.internal.crypto.Envelope;
import io.sealcache.internal.store.ValueCarrier;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * How many values a store holds, whose ever they are.
 *
 * @param byKeyId by the id of the data key that sealed them, as they say themselves
 * @param others that are no values of SealCache's
 */
public record SealedCounts(Map<Integer, Long> byKeyId, long others) {
  /**
   * Counts; opens nothing, and so needs no key.
   *
   * @param maxStoredLength of a value that may be one of SealCache's
   */
  static SealedCounts of(
      Iterator<Cache.Entry<String, Object>> entries, ValueCarrier carrier, long maxStoredLength) {
    Map<Integer, Long> byKeyId = new HashMap<>();
    long others = 0;
    while (entries.hasNext()) {
      Cache.@Nullable Entry<String, Object> entry = entries.next();
      if (entry != null && entry.getValue() != null) { // else it has expired meanwhile
        byte[] stored = carrier.bytes(entry.getValue(), maxStoredLength);
        if (stored == null || !Envelope.isStoredValue(stored)) {
          others++;
        } else {
          byKeyId.merge(Envelope.keyId(stored), 1L, Long::sum);
        }
      }
    }
    return new SealedCounts(byKeyId, others);
  }
}
