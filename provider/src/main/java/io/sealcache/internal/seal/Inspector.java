package io.sealcache.internal.seal;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.encryption.StoredEntry;
import io.sealcache.internal.store.CacheExpiry;
import io.sealcache.internal.store.EntryCalls;
import io.sealcache.internal.store.StoreCall;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Tells what a store holds for a tenant's keys. Thread-safe. */
final class Inspector {
  private static final String NO_ID = "";

  /** The only one that is well-formed. */
  private static final int SUITE = 1;

  private final EntryCalls calls;
  private final ObjectSealer sealer;

  Inspector(EntryCalls calls, ObjectSealer sealer) {
    this.calls = calls;
    this.sealer = sealer;
  }

  /** Null if nothing is there. */
  @Nullable StoredEntry inspect(StoredKey key, CacheExpiry expiry) {
    SealedBytes found = calls.make(new StoreCall.Get(key, expiry.silent()));
    return found == null ? null : inspect(key, found);
  }

  private StoredEntry inspect(StoredKey key, SealedBytes found) {
    SealedBytes sealed = found.isWellFormed() ? found : null;
    byte[] stored = found.bytes();
    boolean isCurrent = sealed != null && sealed.keyId() == sealer.currentKeyId();
    Instant written = sealed == null ? null : sealer.writeTime(key, sealed);
    StoredEntry.Envelope envelope =
        sealed == null
            ? new StoredEntry.Envelope(0, NO_ID, stored.length, 0)
            : new StoredEntry.Envelope(
                SUITE, "%08x".formatted(sealed.keyId()), stored.length, sealed.plaintextLength());
    Read<Object> read = sealer.openValue(key, found);
    if (read instanceof Read.Present<Object> present && written != null) {
      return StoredEntry.readable(
          key.text(), envelope, stored, isCurrent, written, present.value());
    }
    return StoredEntry.unreadable(
        key.text(),
        envelope,
        stored,
        isCurrent,
        written,
        ((Read.Unreadable<Object>) read).reason());
  }
}
