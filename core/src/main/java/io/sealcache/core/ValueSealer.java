package io.sealcache.internal.crypto;

import org.jspecify.annotations.Nullable;

/** What seals values for one thread at a time: a nonce source and a keyed cipher. */
final class ValueSealer {
  private final int keyId;
  private final Xaes xaes;
  private final NonceSource nonces;
  private @Nullable SessionCipher cipher;

  ValueSealer(Xaes xaes, int keyId, NonceSource nonces) {
    this.keyId = keyId;
    this.xaes = xaes;
    this.nonces = nonces;
  }

  /** Begins a new stored value: writes all but its segments. */
  Segments begin(byte[] plaintext, int offset, int length, byte[] storedKey) {
    byte[] storedValue = Envelope.newStoredValue(keyId, length);
    nonces.next(storedValue, length);
    return Segments.toSeal(plaintext, offset, length, storedValue, storedKey);
  }

  /** Seals all segments. */
  void seal(Segments segments) {
    SessionCipher keyed = cipherFor(segments.storedValue());
    for (int i = 0; i < segments.count(); i++) {
      keyed.seal(segments, i);
    }
  }

  /** Seals those that the crew leaves to it, of a value which another sealer may have begun. */
  void seal(Segments segments, SegmentCrew crew) {
    SessionCipher keyed = cipherFor(segments.storedValue());
    for (int i = crew.take(); i >= 0; i = crew.take()) {
      keyed.seal(segments, i);
    }
  }

  private SessionCipher cipherFor(byte[] storedValue) {
    SessionCipher keyed = cipher;
    if (keyed == null) {
      keyed = new SessionCipher(xaes, storedValue);
      cipher = keyed;
    } else if (!keyed.isKeyedFor(storedValue)) {
      keyed.keyFor(storedValue);
    }
    return keyed;
  }
}
