package io.sealcache.internal.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HKDF with SHA-256, the extract-and-expand key derivation function of <a
 * href="https://www.rfc-editor.org/rfc/rfc5869">RFC 5869</a>. Stateless and thread-safe.
 */
public final class Hkdf {
  /** Length in bytes of SHA-256's output, and so of a pseudorandom key. */
  public static final int HASH_LENGTH = 32;

  private static final int MAX_BLOCKS = 255;

  private Hkdf() {}

  /**
   * HKDF-Extract (RFC 5869, section 2.2).
   *
   * @param salt public, any length; empty means {@value #HASH_LENGTH} zero bytes
   * @param inputKeyingMaterial the secret, any length
   * @return a new pseudorandom key of {@value #HASH_LENGTH} bytes
   */
  public static byte[] extract(byte[] salt, byte[] inputKeyingMaterial) {
    return hmac(salt.length == 0 ? new byte[HASH_LENGTH] : salt).doFinal(inputKeyingMaterial);
  }

  /**
   * HKDF-Expand (RFC 5869, section 2.3).
   *
   * @param pseudorandomKey from {@link #extract}
   * @param info public context, any length
   * @param length bytes wanted, 1 to {@code 255 * }{@value #HASH_LENGTH}
   * @return {@code length} new bytes
   * @throws IllegalArgumentException if {@code length} is out of range
   */
  public static byte[] expand(byte[] pseudorandomKey, byte[] info, int length) {
    if (length < 1 || length > MAX_BLOCKS * HASH_LENGTH) {
      throw new IllegalArgumentException(
          "HKDF-SHA-256 gives 1 to " + MAX_BLOCKS * HASH_LENGTH + " bytes, not " + length);
    }
    Mac mac = hmac(pseudorandomKey);
    byte[] output = new byte[length];
    byte[] block = new byte[0];
    for (int filled = 0, counter = 1; filled < length; filled += block.length, counter++) {
      mac.update(block);
      mac.update(info);
      mac.update((byte) counter);
      block = mac.doFinal();
      System.arraycopy(block, 0, output, filled, Math.min(block.length, length - filled));
    }
    return output;
  }

  private static Mac hmac(byte[] key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JVM lacks HmacSHA256, which each Java must have", e);
    }
  }
}
