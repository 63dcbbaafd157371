package io.sealcache.internal.seal;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.internal.store.ListedEntry;
import io.sealcache.internal.store.OperationExpiry;
import io.sealcache.internal.store.StoreCall;
import io.sealcache.internal.store.StorePort;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Seals values of one tenant or several with their current data keys. One thread's. */
final class Resealer {
  private final StorePort calls;

  /**
   * By the id of the index key, which a stored key shows: tenants of a key table have their own.
   */
  private final Map<Integer, List<ObjectSealer>> sealers;

  private final Set<ObjectSealer> found = new HashSet<>();

  Resealer(StorePort calls, Collection<ObjectSealer> sealers) {
    this.calls = calls;
    this.sealers = sealers.stream().collect(Collectors.groupingBy(ObjectSealer::indexKeyId));
  }

  /**
   * Seals those anew that an older key sealed, one by one, and tells what became of each.
   *
   * @return how many of the tenants have an entry
   */
  int reseal(Consumer<ResealOutcome> told) {
    Iterator<ListedEntry> entries = calls.make(new StoreCall.ListEntries(true));
    while (entries.hasNext()) {
      ListedEntry entry = entries.next();
      StoredKey key = entry.key();
      if (key != null) {
        told.accept(reseal(key, entry.value()));
      }
    }
    return found.size();
  }

  private @Nullable ObjectSealer owner(StoredKey key) {
    for (ObjectSealer sealer : sealers.getOrDefault(key.keyId(), List.of())) {
      if (sealer.isOwn(key)) {
        return sealer;
      }
    }
    return null;
  }

  private ResealOutcome reseal(StoredKey key, SealedBytes stored) {
    ObjectSealer sealer = owner(key);
    if (sealer == null) {
      return ResealOutcome.FOREIGN;
    }
    found.add(sealer);
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
