package io.sealcache.core;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** HKDF with SHA-256 (<a href="https://www.rfc-editor.org/rfc/rfc5869">RFC 5869</a>). */
final class Hkdf {
  private static final int HASH_LENGTH = 32;
  private static final int MAX_LENGTH = 255 * HASH_LENGTH;
  private static final String HMAC = "HmacSHA256";

  // One that is put before it in the JVM's list later isn't used.
  private static final @Nullable Provider PINNED = tested();

  private Hkdf() {}

  /** HKDF-Extract, section 2.2: an empty salt means zeros. */
  static byte[] extract(byte[] salt, byte[] inputKeyingMaterial) {
    return hmac(salt.length == 0 ? new byte[HASH_LENGTH] : salt).doFinal(inputKeyingMaterial);
  }

  /** HKDF-Expand, section 2.3. */
  static byte[] expand(byte[] pseudorandomKey, byte[] info, int length) {
    if (length < 1 || length > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "HKDF-SHA-256 gives 1 to " + MAX_LENGTH + " bytes, not " + length);
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
    if (PINNED == null) {
      throw new IllegalStateException(
          "The first JCA provider of this JVM that has HmacSHA256 fails or computes something else;"
              + " remove it from the JVM's list");
    }
    return hmac(key, PINNED);
  }

  private static Mac hmac(byte[] key, @Nullable Provider provider) {
    try {
      Mac mac = provider == null ? Mac.getInstance(HMAC) : Mac.getInstance(HMAC, provider);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JCA provider's HmacSHA256 fails", e);
    }
  }

  /** The JVM's first one that takes a key; null if it doesn't know test case 2 of RFC 4231. */
  private static @Nullable Provider tested() {
    byte[] known =
        HexFormat.of().parseHex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    byte[] message = "what do ya want for nothing?".getBytes(US_ASCII);
    try {
      Mac mac = hmac("Jefe".getBytes(US_ASCII), null);
      boolean knows = Arrays.equals(known, mac.doFinal(message));
      boolean goesOn = Arrays.equals(known, mac.doFinal(message)); // as expanding does
      return knows && goesOn ? mac.getProvider() : null;
    } catch (RuntimeException e) {
      return null; // told when a key is to be derived, not by an error of this class
    }
  }
}
