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

  byte[] seal(byte[] plaintext, int offset, int length, byte[] storedKey) {
    byte[] storedValue = Envelope.newStoredValue(keyId, length);
    nonces.next(storedValue, length);
    cipherFor(storedValue).seal(plaintext, offset, length, storedValue, storedKey);
    return storedValue;
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
