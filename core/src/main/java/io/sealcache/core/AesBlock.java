package io.sealcache.core;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;

/**
 * AES itself, the permutation of 16-byte blocks, which the JDK calls "AES/ECB". ECB as a way to
 * encrypt messages is unsafe, and nothing here does that: {@link AesSiv} encrypts counters with it,
 * which is CTR mode (the JDK's own would need an {@code init} for each message, several times the
 * cost of the work), and {@link Xaes} makes keys with it, as its specification says. No plaintext
 * ever gets here. Not thread-safe.
 */
final class AesBlock {
  static final int LENGTH = 16;
  static final String NAME = "AES/ECB/NoPadding";

  private final Cipher cipher;

  AesBlock(SecretKey key, JcaProvider provider) {
    cipher = provider.encryptingCipher(NAME, key, null);
  }

  /**
   * Fills {@code images} with those of the blocks from {@code offset} on; where that is the array
   * of the blocks, the cipher copies them first. No state stays behind.
   */
  void permute(byte[] blocks, int offset, byte[] images) {
    try {
      cipher.doFinal(blocks, offset, images.length, images, 0);
    } catch (GeneralSecurityException e) {
      throw JcaProvider.failure(cipher, e);
    }
  }
}
