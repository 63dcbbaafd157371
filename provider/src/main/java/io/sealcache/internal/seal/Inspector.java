package io.sealcache.internal.seal;

import io.sealcache.core.Outcome.Opened;
import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.encryption.StoredEntry;
import java.time.Instant;

/** Tells what a store holds for a key. */
final class Inspector {
  /** The only one that is well-formed. */
  private static final int SUITE = 1;

  private Inspector() {}

  static StoredEntry inspect(ObjectSealer sealer, StoredKey key, SealedBytes found) {
    boolean isSealed = found.isWellFormed();
    byte[] bytes = found.bytes();
    boolean isCurrent = isSealed && found.keyId() == sealer.entries().currentKeyId();
    Instant written =
        isSealed && sealer.openEncoded(key, found) instanceof Opened opened
            ? Instant.ofEpochMilli(opened.writtenMillis())
            : null;
    StoredEntry.Envelope envelope =
        isSealed
            ? new StoredEntry.Envelope(
                SUITE, "%08x".formatted(found.keyId()), bytes.length, found.plaintextLength())
            : new StoredEntry.Envelope(0, "", bytes.length, 0);
    Read<Object> read = sealer.openValue(key, found);
    return read instanceof Read.Present<Object> present && written != null
        ? StoredEntry.readable(key.text(), envelope, bytes, isCurrent, written, present.value())
        : StoredEntry.unreadable(
            key.text(),
            envelope,
            bytes,
            isCurrent,
            written,
            ((Read.Unreadable<Object>) read).reason());
  }
}
