package io.sealcache.internal.crypto;

import io.sealcache.encryption.NonceMode;
import java.security.SecureRandom;

/** Chooses nonces. One for each pooled object, so implementations need not be thread-safe. */
interface NonceSource {
  /**
   * Writes a session and a counter that were never written together before.
   *
   * @param storedValue gets the 20 bytes at their place
   * @param plaintextLength of the message that they are for
   */
  void next(byte[] storedValue, int plaintextLength);

  /** {@link NonceMode#RANDOM}. */
  static NonceSource random(SecureRandom random) {
    byte[] nonce = new byte[Envelope.VALUE_HEADER_LENGTH - Envelope.SESSION_OFFSET];
    return (storedValue, plaintextLength) -> {
      random.nextBytes(nonce);
      System.arraycopy(nonce, 0, storedValue, Envelope.SESSION_OFFSET, nonce.length);
    };
  }
}
