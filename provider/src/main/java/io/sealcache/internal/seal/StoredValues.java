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

  /** How many there are under each key id; null stands for what is no value of ours. */
  Map<@Nullable Integer, Long> byKeyId() {
    Map<@Nullable Integer, Long> counts = new HashMap<>();
    Iterator<Cache.Entry<String, Object>> entries = calls.iterator();
    while (entries.hasNext()) {
      Cache.@Nullable Entry<String, Object> entry = entries.next();
      if (entry != null && entry.getValue() != null) {
        counts.merge(keyId(entry.getValue()), 1L, Long::sum);
      }
    }
    return counts;
  }

  private @Nullable Integer keyId(Object carrier) {
    byte[] stored = sealer.storedValue(carrier);
    return stored == null ? null : Envelope.keyId(stored);
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
