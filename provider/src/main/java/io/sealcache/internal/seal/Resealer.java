package io.sealcache.internal.seal;

import io.sealcache.core.StoredKey;
import io.sealcache.internal.store.OperationExpiry;
import io.sealcache.internal.store.StoreCalls;
import java.util.Iterator;
import java.util.function.Consumer;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/** Seals a tenant's values with the current data key. One thread's. */
final class Resealer {
  private final StoreCalls calls;
  private final ObjectSealer sealer;

  Resealer(StoreCalls calls, ObjectSealer sealer) {
    this.calls = calls;
    this.sealer = sealer;
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
