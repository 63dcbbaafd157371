package io.sealcache.internal.crypto;

import io.sealcache.encryption.NonceMode;
import java.security.SecureRandom;

/** {@link NonceMode#RANDOM}. */
final class RandomNonces implements NonceSource {
  private final SecureRandom random;
  private final byte[] nonce = new byte[Envelope.VALUE_HEADER_LENGTH - Envelope.SESSION_OFFSET];

  RandomNonces(SecureRandom random) {
    this.random = random;
  }

  @Override
  public void next(byte[] storedValue, int plaintextLength) {
    random.nextBytes(nonce);
    System.arraycopy(nonce, 0, storedValue, Envelope.SESSION_OFFSET, nonce.length);
  }
}
