package io.sealcache.internal.seal;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.internal.store.EntryCalls;
import io.sealcache.internal.store.ListedEntry;
import io.sealcache.internal.store.OperationExpiry;
import io.sealcache.internal.store.StoreCall;
import java.util.Iterator;
import java.util.function.Consumer;

/** Seals a tenant's values with the current data key. One thread's. */
final class Resealer {
  private final EntryCalls calls;
  private final ObjectSealer sealer;

  Resealer(EntryCalls calls, ObjectSealer sealer) {
    this.calls = calls;
    this.sealer = sealer;
  }

  /** Seals those anew that an older key sealed, one by one, and tells what became of each. */
  void reseal(Consumer<ResealOutcome> told) {
    Iterator<ListedEntry> entries = calls.make(new StoreCall.ListEntries());
    while (entries.hasNext()) {
      ListedEntry entry = entries.next();
      StoredKey key = entry.key();
      if (key != null && sealer.isOwn(key)) {
        told.accept(reseal(key, entry.value()));
      }
    }
  }

  private ResealOutcome reseal(StoredKey key, SealedBytes stored) {
    SealedBytes anew = sealer.reseal(key, stored);
    if (anew == null) {
      return ResealOutcome.UNREADABLE;
    } else if (anew.equals(stored)) {
      return ResealOutcome.CURRENT;
    }
    // Silently, so that the entry's expiry stays as it is.
    boolean done = calls.make(new StoreCall.Replace(key, stored, anew, OperationExpiry.silent()));
    return done ? ResealOutcome.RESEALED : ResealOutcome.OVERTAKEN;
  }
}
