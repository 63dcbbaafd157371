package io.sealcache.internal.seal;

import io.sealcache.core.EntrySealer;
import io.sealcache.core.Outcome.Opened;
import io.sealcache.core.Payload;
import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.internal.store.ListedEntry;
import io.sealcache.internal.store.OperationExpiry;
import io.sealcache.internal.store.StoreCall;
import io.sealcache.internal.store.StorePort;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Seals values of one tenant or several with their current data keys: those that are current when
 * an entry's turn comes, as keys may be promoted, retired and withdrawn on the way. One thread's.
 */
final class Resealer {
  private final StorePort calls;
  private final Sealers sealers;

  /**
   * By the id of the index key, which a stored key shows: tenants of a key table have their own.
   */
  private final Map<Integer, List<Owner>> owners = new HashMap<>();

  private final Set<Owner> found = new HashSet<>();

  Resealer(StorePort calls, Sealers sealers, Set<@Nullable String> tenants) {
    this.calls = calls;
    this.sealers = sealers;
    for (@Nullable String tenant : tenants) {
      ObjectSealer sealer = sealers.existing(tenant);
      if (sealer != null) { // else there are no entries
        owners
            .computeIfAbsent(sealer.entries().indexKeyId(), id -> new ArrayList<>())
            .add(new Owner(tenant, sealer));
      }
    }
  }

  /**
   * Seals those anew that an older key sealed, one by one, and tells what became of each.
   *
   * @return how many of the tenants have an entry
   */
  int reseal(Consumer<ResealOutcome> told) {
    Iterator<ListedEntry> entries = calls.list();
    while (entries.hasNext()) {
      ListedEntry entry = entries.next();
      StoredKey key = entry.key();
      told.accept(key == null ? malformed() : reseal(key, entry.value()));
    }
    return found.size();
  }

  private ResealOutcome malformed() {
    owners.values().stream()
        .findFirst()
        .ifPresent(any -> any.get(0).sealer.openKey(null)); // which counts and logs it
    return ResealOutcome.MALFORMED;
  }

  private @Nullable Owner owner(StoredKey key) {
    return owners.getOrDefault(key.keyId(), List.of()).stream()
        .filter(owner -> asked(owner) && isOf(owner.sealer, key))
        .findFirst()
        .orElse(null);
  }

  /** Whether there are keys yet; if their source throws, the walk ends. */
  private boolean asked(Owner owner) {
    ObjectSealer sealer = sealers.existing(owner.tenant, owner.sealer);
    if (sealer != null) {
      owner.sealer = sealer;
    }
    return sealer != null;
  }

  private static boolean isOf(ObjectSealer sealer, StoredKey key) {
    try {
      if (sealer.entries().openKey(key) instanceof Opened opened) {
        wipe(opened.payload());
        return true;
      }
    } catch (IllegalStateException e) {
      sealer.ofForgotten(e);
    }
    return false;
  }

  private ResealOutcome reseal(StoredKey key, SealedBytes stored) {
    Owner owner = owner(key);
    if (owner == null) {
      return ResealOutcome.FOREIGN;
    }
    found.add(owner);
    ObjectSealer sealer = owner.sealer;
    SealedBytes anew;
    try {
      anew = anew(sealer.entries(), key, stored);
    } catch (IllegalStateException e) {
      sealer.ofForgotten(e); // or the rest of the walk would say that it has sealed all
      return ResealOutcome.FOREIGN;
    }
    if (anew == null) {
      var unused = sealer.openAnyAge(key, stored); // which counts and logs why
      return ResealOutcome.UNREADABLE;
    }
    sealer.statistics().endRow();
    if (anew.equals(stored)) {
      return ResealOutcome.CURRENT;
    }
    // Silently, so that the entry's expiry stays as it is.
    boolean done = calls.make(new StoreCall.Replace(key, stored, anew, OperationExpiry.silent()));
    return done ? ResealOutcome.RESEALED : ResealOutcome.OVERTAKEN;
  }

  /**
   * Seals a value with the current data key, its encoded form as it was, the time of writing too,
   * and marked as sealed anew.
   *
   * @return what is to take the old one's place, the old one if it is under the current key, or
   *     null if it doesn't open
   */
  static @Nullable SealedBytes anew(EntrySealer sealer, StoredKey key, SealedBytes stored) {
    if (!(sealer.openValueOfAnyAge(key, stored) instanceof Opened opened)) {
      return null;
    }
    ByteBuffer payload = opened.payload();
    int length = payload.remaining();
    byte[] trail = WriterTrail.read(opened.trail()).ofReseal().entries();
    int room = sealer.room(trail.length);
    byte[] plaintext = {};
    try {
      if (opened.isUnderCurrentKey()) {
        return stored;
      }
      plaintext = new byte[room + length]; // so that there is no other copy to wipe
      payload.get(payload.position(), plaintext, room, length);
      return sealer.sealValue(
          key,
          Payload.behindRoom(plaintext, room, length)
              .writtenAt(opened.writtenMillis())
              .withTrail(trail));
    } finally {
      wipe(payload);
      Arrays.fill(plaintext, (byte) 0);
    }
  }

  private static void wipe(ByteBuffer plaintext) {
    plaintext.put(plaintext.position(), new byte[plaintext.remaining()]);
  }

  /** One of those whose entries are sealed anew. */
  private static final class Owner {
    private final @Nullable String tenant;
    private ObjectSealer sealer; // of the keys that were there when it was asked for last

    Owner(@Nullable String tenant, ObjectSealer sealer) {
      this.tenant = tenant;
      this.sealer = sealer;
    }
  }
}
