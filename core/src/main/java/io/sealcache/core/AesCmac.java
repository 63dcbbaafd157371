package io.sealcache.core;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;

/**
 * AES-CMAC (NIST SP 800-38B, <a href="https://www.rfc-editor.org/rfc/rfc4493">RFC 4493</a>): the
 * last block of CBC encryption under a zero IV. {@code doFinal} takes a cipher back to the IV of
 * its {@code init}, so one {@code init} serves all messages, as long as each is one {@code doFinal}
 * and nothing else. Not thread-safe.
 */
final class AesCmac {
  static final String CBC = "AES/CBC/NoPadding";

  private final Cipher cbc;
  private final byte[] wholeBlockKey;
  private final byte[] paddedBlockKey;

  AesCmac(SecretKey key, JcaProvider provider) {
    cbc = provider.encryptingCipher(CBC, key, zeroIv());
    byte[] l = new byte[AesBlock.LENGTH];
    encrypt(l, l, 0);
    wholeBlockKey = doubled(l);
    paddedBlockKey = doubled(wholeBlockKey);
  }

  static IvParameterSpec zeroIv() {
    return new IvParameterSpec(new byte[AesBlock.LENGTH]);
  }

  byte[] mac(byte[] message) {
    byte[] work = Arrays.copyOf(message, blocksLength(message.length));
    mac(work, message.length, work, 0);
    return Arrays.copyOfRange(work, work.length - AesBlock.LENGTH, work.length);
  }

  /**
   * Writes as many bytes as {@code work} has, of which the last block is the code.
   *
   * @param work the message, followed by zeros up to {@link #blocksLength}; changed
   * @param length of the message
   * @param output another array, or the cipher copies the message first
   */
  void mac(byte[] work, int length, byte[] output, int outputOffset) {
    int last = work.length - AesBlock.LENGTH;
    if (length < work.length) {
      work[length] = (byte) 0x80;
    }
    xor(work, last, length < work.length ? paddedBlockKey : wholeBlockKey);
    encrypt(work, output, outputOffset);
  }

  /** The length of the whole blocks, at least one, that hold a message of this length. */
  static int blocksLength(int length) {
    return length == 0 ? AesBlock.LENGTH : (length + AesBlock.LENGTH - 1) & -AesBlock.LENGTH;
  }

  /** The block times x in GF(2^128): {@code dbl} of RFC 5297, the subkeys' step in RFC 4493. */
  static byte[] doubled(byte[] block) {
    long high = BigEndian.getLong(block, 0);
    long low = BigEndian.getLong(block, Long.BYTES);
    byte[] result = new byte[AesBlock.LENGTH];
    BigEndian.putLong(result, 0, (high << 1) | (low >>> 63));
    BigEndian.putLong(result, Long.BYTES, (low << 1) ^ (high >> 63 & 0x87));
    return result;
  }

  static void xor(byte[] target, int offset, byte[] block) {
    long high = BigEndian.getLong(target, offset) ^ BigEndian.getLong(block, 0);
    int middle = offset + Long.BYTES;
    long low = BigEndian.getLong(target, middle) ^ BigEndian.getLong(block, Long.BYTES);
    BigEndian.putLong(target, offset, high);
    BigEndian.putLong(target, middle, low);
  }

  private void encrypt(byte[] blocks, byte[] output, int outputOffset) {
    try {
      cbc.doFinal(blocks, 0, blocks.length, output, outputOffset);
    } catch (GeneralSecurityException e) {
      throw JcaProvider.failure(cbc, e);
    }
  }
}
