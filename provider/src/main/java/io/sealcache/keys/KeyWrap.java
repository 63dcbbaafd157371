package io.sealcache.keys;

import java.security.InvalidKeyException;

/**
 * AES Key Wrap (<a href="https://www.rfc-editor.org/rfc/rfc3394">RFC 3394</a>) of a master key.
 * Thread-safe.
 */
sealed interface KeyWrap extends AutoCloseable permits JdkKeyWrap, TokenKeyWrap {
  /** The wrapped secret, 8 bytes longer. */
  byte[] wrap(byte[] secret);

  /**
   * The secret, the caller's to wipe.
   *
   * @throws InvalidKeyException if it was not wrapped so, or has been changed
   */
  byte[] unwrap(byte[] wrapped) throws InvalidKeyException;

  /** Lets the key go: both fail with IllegalStateException from now on. */
  @Override
  void close();
}
