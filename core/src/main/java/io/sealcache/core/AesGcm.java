package io.sealcache.core;

import java.security.GeneralSecurityException;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/** AES-GCM (NIST SP 800-38D) with 12-byte nonces and 16-byte tags. Not thread-safe. */
final class AesGcm {
  static final String NAME = "AES/GCM/NoPadding";
  static final int NONCE_LENGTH = 12;
  static final int TAG_BITS = 8 * Envelope.TAG_LENGTH;

  private final Cipher cipher;

  AesGcm(JcaProvider provider) {
    cipher = provider.cipher(NAME);
  }

  /** Begins a message, to seal or to open it. A nonce to seal with must be new under the key. */
  void begin(boolean sealing, SecretKey key, byte[] nonce, byte[] associatedData) {
    int mode = sealing ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE;
    try {
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(associatedData);
    } catch (GeneralSecurityException e) {
      throw JcaProvider.failure(cipher, e);
    }
  }

  /** Ends a message: writes ciphertext and tag. */
  void seal(byte[] plaintext, int offset, int length, byte[] output, int outputOffset) {
    try {
      cipher.doFinal(plaintext, offset, length, output, outputOffset);
    } catch (GeneralSecurityException e) {
      throw JcaProvider.failure(cipher, e);
    }
  }

  /**
   * Ends a message: writes the plaintext of a ciphertext and its tag, {@code length} together.
   *
   * @return false if they are not authentic; use neither the output nor this object then
   * @throws IllegalStateException or what the JCA provider throws, if it is that which failed
   */
  boolean open(byte[] sealed, int offset, int length, byte[] output, int outputOffset) {
    try {
      cipher.doFinal(sealed, offset, length, output, outputOffset);
      return true;
    } catch (BadPaddingException e) {
      return false; // AEADBadTagException, or what it extends: there is no padding to be bad
    } catch (GeneralSecurityException e) {
      throw JcaProvider.failure(cipher, e);
    }
  }
}
