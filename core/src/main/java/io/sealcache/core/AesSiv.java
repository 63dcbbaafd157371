package io.sealcache.core;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * AES-SIV, deterministic authenticated encryption (<a
 * href="https://www.rfc-editor.org/rfc/rfc5297">RFC 5297</a>), under one key and one list of
 * associated strings, whose part of S2V is computed once. Not thread-safe.
 */
final class AesSiv {
  /** Clears the two bits that section 2.5 clears, so that no 32- or 64-bit counter overflows. */
  private static final long COUNTER_MASK = 0x7fff_ffff_7fff_ffffL;

  private final AesCmac cmac;
  private final AesBlock ctr;
  private final byte[] prefix;
  private final byte[] doubledPrefix;

  /**
   * @param key 32, 48 or 64 bytes: the CMAC key, then the CTR key
   */
  AesSiv(byte[] key, List<byte[]> associatedStrings, JcaProvider provider) {
    if (associatedStrings.size() > 126) {
      throw new IllegalArgumentException("S2V takes at most 126 associated strings");
    }
    int half = key.length / 2;
    cmac = new AesCmac(JcaProvider.aesKey(key, 0, half), provider);
    ctr = new AesBlock(JcaProvider.aesKey(key, half, key.length - half), provider);
    byte[] d = cmac.mac(new byte[AesBlock.LENGTH]);
    for (byte[] associated : associatedStrings) {
      d = AesCmac.doubled(d);
      AesCmac.xor(d, 0, cmac.mac(associated));
    }
    prefix = d;
    doubledPrefix = AesCmac.doubled(d);
  }

  /**
   * Writes the SIV and {@code length} bytes of ciphertext.
   *
   * @param output another array than {@code plaintext}; what is written has room for the blocks of
   *     the steps before it, so that they need none of their own
   */
  void seal(byte[] plaintext, int offset, int length, byte[] output, int outputOffset) {
    byte[] work = new byte[AesCmac.blocksLength(length)];
    s2v(plaintext, offset, length, work, output, outputOffset);
    int siv = outputOffset + work.length - AesBlock.LENGTH;
    long high = BigEndian.getLong(output, siv);
    long low = BigEndian.getLong(output, siv + Long.BYTES);
    keystream(high, low, output, outputOffset, work);
    BigEndian.putLong(output, outputOffset, high);
    BigEndian.putLong(output, outputOffset + Long.BYTES, low);
    for (int i = 0, o = outputOffset + AesBlock.LENGTH; i < length; i++) {
      output[o + i] = (byte) (plaintext[offset + i] ^ work[i]);
    }
  }

  /** Opens the SIV and ciphertext from {@code offset} on; null if they are not authentic. */
  byte @Nullable [] open(byte[] sealed, int offset) {
    int start = offset + AesBlock.LENGTH;
    byte[] plaintext = new byte[sealed.length - start];
    byte[] work = new byte[AesCmac.blocksLength(plaintext.length)];
    byte[] blocks = new byte[work.length];
    long high = BigEndian.getLong(sealed, offset);
    long low = BigEndian.getLong(sealed, offset + Long.BYTES);
    keystream(high, low, blocks, 0, work);
    for (int i = 0; i < plaintext.length; i++) {
      plaintext[i] = (byte) (sealed[start + i] ^ work[i]);
    }
    s2v(plaintext, 0, plaintext.length, work, blocks, 0);
    byte[] computed = Arrays.copyOfRange(blocks, blocks.length - AesBlock.LENGTH, blocks.length);
    if (MessageDigest.isEqual(computed, Arrays.copyOfRange(sealed, offset, start))) {
      return plaintext;
    }
    Arrays.fill(plaintext, (byte) 0);
    return null;
  }

  /**
   * Section 2.4, from the last string on. The SIV is the last block of what is written, as many
   * bytes as {@code work} has.
   */
  private void s2v(
      byte[] plaintext, int offset, int length, byte[] work, byte[] output, int outputOffset) {
    System.arraycopy(plaintext, offset, work, 0, length);
    Arrays.fill(work, length, work.length, (byte) 0);
    if (length >= AesBlock.LENGTH) {
      AesCmac.xor(work, length - AesBlock.LENGTH, prefix);
      cmac.mac(work, length, output, outputOffset);
    } else {
      work[length] = (byte) 0x80;
      AesCmac.xor(work, 0, doubledPrefix);
      cmac.mac(work, work.length, output, outputOffset);
    }
  }

  /** Fills {@code work}, whole blocks, with the CTR keystream that starts at the SIV. */
  private void keystream(long sivHigh, long sivLow, byte[] counters, int offset, byte[] work) {
    long low = sivLow & COUNTER_MASK;
    for (int block = 0; block < work.length; block += AesBlock.LENGTH) {
      BigEndian.putLong(counters, offset + block, sivHigh);
      BigEndian.putLong(counters, offset + block + Long.BYTES, low++);
    }
    ctr.permute(counters, offset, work);
  }
}
