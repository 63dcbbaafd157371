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
  private boolean sealing;

  AesGcm(JcaProvider provider) {
    cipher = provider.cipher(NAME);
  }

  /** Begins a message, to seal or to open it. A nonce to seal with must be new under the key. */
  void begin(boolean toSeal, SecretKey key, byte[] nonce, byte[] associatedData) {
    sealing = toSeal;
    int mode = toSeal ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE;
    try {
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(associatedData);
    } catch (GeneralSecurityException e) {
      throw JcaProvider.failure(cipher, e);
    }
  }

  /**
   * Ends a message: writes ciphertext and tag, or the plaintext of both.
   *
   * @return false if it was to be opened and is not authentic; use neither output nor this then
   * @throws IllegalStateException or what the JCA provider throws, if it is that which failed
   */
  boolean finish(byte[] input, int offset, int length, byte[] output, int outputOffset) {
    try {
      cipher.doFinal(input, offset, length, output, outputOffset);
      return true;
    } catch (GeneralSecurityException e) {
      // AEADBadTagException, or what it extends: there is no padding to be bad.
      if (!sealing && e instanceof BadPaddingException) {
        return false;
      }
      throw JcaProvider.failure(cipher, e);
    }
  }
}
