package io.sealcache.internal.seal;

import io.sealcache.encryption.StoredEntry;
import io.sealcache.internal.crypto.Envelope;
import io.sealcache.internal.store.CacheExpiry;
import io.sealcache.internal.store.StoreCalls;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Tells what a store holds for a tenant's keys. Thread-safe. */
final class Inspector {
  private static final String NO_ID = "";

  private final StoreCalls calls;
  private final EntrySealer sealer;

  Inspector(StoreCalls calls, EntrySealer sealer) {
    this.calls = calls;
    this.sealer = sealer;
  }

  /** Null if nothing is there. */
  @Nullable StoredEntry inspect(StoredKey key, CacheExpiry expiry) {
    Object carrier = calls.get(key.text(), expiry.silent());
    return carrier == null ? null : inspect(key, carrier);
  }

  private StoredEntry inspect(StoredKey key, Object carrier) {
    byte[] bytes = sealer.carrier().bytes(carrier, sealer.format().maxStoredLength());
    byte[] stored = bytes == null ? new byte[0] : bytes;
    boolean isOurs = Envelope.isStoredValue(stored);
    StoredEntry.Envelope envelope = isOurs ? envelope(stored) : notOurs(stored);
    boolean isCurrent = isOurs && Envelope.keyId(stored) == sealer.currentKeyId();
    Instant written = isOurs ? sealer.writeTime(key, stored) : null;
    Read<Object> read = sealer.openValue(key, carrier);
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

  private static StoredEntry.Envelope envelope(byte[] stored) {
    return new StoredEntry.Envelope(
        stored[0] & 0xff,
        "%08x".formatted(Envelope.keyId(stored)),
        stored.length,
        Envelope.plaintextLength(stored.length));
  }

  private static StoredEntry.Envelope notOurs(byte[] stored) {
    return new StoredEntry.Envelope(0, NO_ID, stored.length, 0);
  }
}
