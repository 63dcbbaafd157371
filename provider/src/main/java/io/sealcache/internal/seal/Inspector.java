package io.sealcache.internal.seal;

import io.sealcache.core.Outcome.Opened;
import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.core.UnreadableReason;
import io.sealcache.encryption.StoredEntry;
import java.time.Instant;
import java.util.Optional;

/** Tells what a store holds for a key. */
final class Inspector {
  /** The only one that is well-formed. */
  private static final int SUITE = 1;

  private Inspector() {}

  static StoredEntry inspect(ObjectSealer sealer, StoredKey key, SealedBytes found) {
    boolean isSealed = found.isWellFormed();
    byte[] bytes = found.bytes();
    Optional<Instant> written =
        isSealed && sealer.openEncoded(key, found) instanceof Opened opened
            ? Optional.of(Instant.ofEpochMilli(opened.writtenMillis()))
            : Optional.empty();
    Read<Object> read = sealer.openValue(key, found);
    Optional<UnreadableReason> reason =
        read instanceof Read.Unreadable<Object> unreadable
            ? Optional.of(unreadable.reason())
            : Optional.empty();
    return new StoredEntry(
        key.text(),
        isSealed
            ? new StoredEntry.Envelope(
                SUITE, "%08x".formatted(found.keyId()), bytes.length, found.plaintextLength())
            : new StoredEntry.Envelope(0, "", bytes.length, 0),
        bytes,
        isSealed && found.keyId() == sealer.entries().currentKeyId(),
        written,
        read instanceof Read.Present<Object> present
            ? Optional.of(present.value())
            : Optional.empty(),
        reason);
  }
}
