package io.sealcache.internal.seal;

import io.sealcache.internal.crypto.Envelope;
import io.sealcache.internal.store.OperationExpiry;
import io.sealcache.internal.store.StoreCalls;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Consumer;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/** The values that a store holds, by the keys that sealed them. One thread's. */
final class StoredValues {
  private final StoreCalls calls;
  private final EntrySealer sealer;

  StoredValues(StoreCalls calls, EntrySealer sealer) {
    this.calls = calls;
    this.sealer = sealer;
  }

  SealedCounts count() {
    Map<Integer, Long> byKeyId = new HashMap<>();
    long others = 0;
    Iterator<Cache.Entry<String, Object>> entries = calls.iterator();
    while (entries.hasNext()) {
      Cache.@Nullable Entry<String, Object> entry = entries.next();
      if (entry != null && entry.getValue() != null) {
        byte[] stored = sealer.storedValue(entry.getValue());
        if (stored == null) {
          others++;
        } else {
          byKeyId.merge(Envelope.keyId(stored), 1L, Long::sum);
        }
      }
    }
    return new SealedCounts(byKeyId, others);
  }

  /** Seals those anew that an older key sealed, one by one, and tells what became of each. */
  void reseal(Consumer<ResealOutcome> told) {
    Iterator<Cache.Entry<String, Object>> entries = calls.iterator();
    while (entries.hasNext()) {
      Cache.@Nullable Entry<String, Object> entry = entries.next();
      Object carrier = entry == null ? null : entry.getValue();
      StoredKey key = carrier == null ? null : sealer.ownKey(entry.getKey());
      if (carrier != null && key != null) {
        told.accept(reseal(key, carrier));
      }
    }
  }

  private ResealOutcome reseal(StoredKey key, Object carrier) {
    Object anew = sealer.reseal(key, carrier);
    if (anew == null) {
      return ResealOutcome.UNREADABLE;
    } else if (anew == carrier) {
      return ResealOutcome.CURRENT;
    }
    // Silently, so that the entry's expiry stays as it is.
    boolean done = calls.replace(key.text(), carrier, anew, OperationExpiry.silent());
    return done ? ResealOutcome.RESEALED : ResealOutcome.OVERTAKEN;
  }
}
