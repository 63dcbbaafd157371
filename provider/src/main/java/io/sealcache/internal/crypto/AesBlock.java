package io.sealcache.internal.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;

/**
 * AES itself, the permutation of 16-byte blocks. Not thread-safe.
 *
 * <p>The JDK offers it under the name "AES/ECB". ECB as a way to encrypt messages is unsafe, and
 * nothing here does that: {@link AesSiv} encrypts counters with it, which is CTR mode (the JDK's
 * own would need an {@code init} for each message, several times the cost of the work), and {@link
 * Xaes} makes keys with it, as its specification says. No plaintext ever gets here.
 */
final class AesBlock {
  static final int LENGTH = 16;

  private final Cipher cipher;

  AesBlock(SecretKey key, JcaProvider provider) {
    cipher = provider.encryptingCipher("AES/ECB/NoPadding", key, null);
  }

  /** Replaces each block by its image. One {@code doFinal}, so no state stays behind. */
  void permute(byte[] blocks) {
    try {
      cipher.doFinal(blocks, 0, blocks.length, blocks, 0);
    } catch (GeneralSecurityException e) {
      throw JcaProvider.failure(cipher, e);
    }
  }
}
