package io.sealcache.crypto;

import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The doors to the Java Cryptography Architecture, so that its checked exceptions end here. */
final class Jca {
  private Jca() {}

  /** A copy of a part of {@code bytes} as an AES key of 16, 24 or 32 bytes. */
  static SecretKey aesKey(byte[] bytes, int offset, int length) {
    if (length != 16 && length != 24 && length != 32) {
      throw new IllegalArgumentException("An AES key has 16, 24 or 32 bytes, not " + length);
    }
    return new SecretKeySpec(bytes, offset, length, "AES");
  }

  static Cipher cipher(String transformation) {
    try {
      return Cipher.getInstance(transformation);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JVM lacks " + transformation, e);
    }
  }

  static Cipher encryptingCipher(
      String transformation, SecretKey key, @Nullable AlgorithmParameterSpec parameters) {
    Cipher cipher = cipher(transformation);
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
