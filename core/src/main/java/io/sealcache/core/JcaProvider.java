package io.sealcache.core;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Whose AES is used: the providers of the Java Cryptography Architecture that were the JVM's first
 * ones once, and passed a {@link SelfTest} then. Immutable.
 */
public final class JcaProvider {
  /** The JVM's first ones at each time; not tested. */
  static final JcaProvider UNTESTED = new JcaProvider(Map.of());

  private final Map<String, Provider> pinned;

  JcaProvider(Map<String, Provider> pinned) {
    this.pinned = pinned;
  }

  /**
   * For each cipher the first provider of the JVM's list that has it for keys of 256 bits, which a
   * policy, an agent or another library may have put there. One that is put before it later isn't
   * used.
   *
   * @throws IllegalArgumentException if one fails, computes another AES, or opens AES-GCM messages
   *     whose tags don't match; it has to refuse those by {@link javax.crypto.BadPaddingException}
   *     or a subclass
   */
  public static JcaProvider ofJvm() {
    try {
      Provider gcm = first(AesGcm.NAME, new GCMParameterSpec(AesGcm.TAG_BITS, new byte[12]));
      Provider cbc = first(AesCmac.CBC, AesCmac.zeroIv());
      Provider blocks = first(AesBlock.NAME, null);
      JcaProvider firsts =
          new JcaProvider(Map.of(AesGcm.NAME, gcm, AesCmac.CBC, cbc, AesBlock.NAME, blocks));
      SelfTest.of(firsts);
      return firsts;
    } catch (RuntimeException | LinkageError e) {
      throw new IllegalArgumentException(
          "The first JCA providers of this JVM can't serve: %s; SECURITY.md says what is needed"
              .formatted(e.getMessage()),
          e);
    }
  }

  private static Provider first(String name, @Nullable AlgorithmParameterSpec parameters) {
    return UNTESTED.encryptingCipher(name, aesKey(new byte[32], 0, 32), parameters).getProvider();
  }

  /** A copy of a part of {@code bytes} as an AES key of 16, 24 or 32 bytes. */
  static SecretKey aesKey(byte[] bytes, int offset, int length) {
    if (length != 16 && length != 24 && length != 32) {
      throw new IllegalArgumentException("An AES key has 16, 24 or 32 bytes, not " + length);
    }
    return new SecretKeySpec(bytes, offset, length, "AES");
  }

  Cipher cipher(String name) {
    Provider provider = pinned.get(name);
    try {
      return provider == null ? Cipher.getInstance(name) : Cipher.getInstance(name, provider);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JVM lacks " + name, e);
    }
  }

  Cipher encryptingCipher(String name, SecretKey key, @Nullable AlgorithmParameterSpec parameters) {
    Cipher cipher = cipher(name);
    try {
      cipher.init(Cipher.ENCRYPT_MODE, key, parameters);
      return cipher;
    } catch (GeneralSecurityException e) {
      throw failure(cipher, e);
    }
  }

  static IllegalStateException failure(Cipher cipher, GeneralSecurityException cause) {
    return new IllegalStateException(
        cipher.getAlgorithm() + " failed in the JCA provider " + cipher.getProvider().getName(),
        cause);
  }
}
