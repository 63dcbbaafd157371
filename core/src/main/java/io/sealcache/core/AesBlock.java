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
 *
 * <p>Some providers have no ECB, for what it is unsafe for. A message of one block in CBC with a
 * zero IV is the same permutation: it costs a {@code doFinal} for each block, and works as in
 * {@link AesCmac}.
 */
final class AesBlock {
  static final int LENGTH = 16;

  private final Cipher cipher;
  private final boolean isChained;

  AesBlock(SecretKey key, JcaProvider provider) {
    isChained = !provider.hasSingleBlocks();
    cipher =
        isChained
            ? provider.encryptingCipher(AesCmac.CBC, key, AesCmac.zeroIv())
            : provider.encryptingCipher(JcaProvider.SINGLE_BLOCKS, key, null);
  }

  /** Replaces each block by its image. */
  void permute(byte[] blocks) {
    permute(blocks, 0, blocks);
  }

  /**
   * Fills {@code images} with those of the blocks from {@code offset} on. Each {@code doFinal} is a
   * message: no state stays behind.
   *
   * @param images another array, or the cipher copies the blocks first
   */
  void permute(byte[] blocks, int offset, byte[] images) {
    int message = isChained ? LENGTH : images.length;
    try {
      for (int at = 0; at < images.length; at += message) {
        cipher.doFinal(blocks, offset + at, message, images, at);
      }
    } catch (GeneralSecurityException e) {
      throw JcaProvider.failure(cipher, e);
    }
  }
}
