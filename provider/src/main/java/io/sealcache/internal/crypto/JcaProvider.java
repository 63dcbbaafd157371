package io.sealcache.internal.crypto;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Whose AES is used: the door to the Java Cryptography Architecture, so that its checked exceptions
 * end here. Immutable.
 */
public final class JcaProvider {
  /** The first provider of the JVM's list ({@code java.security}) that has an algorithm. */
  public static final JcaProvider OF_JVM = new JcaProvider();

  static final String SINGLE_BLOCKS = "AES/ECB/NoPadding";

  private final @Nullable Provider provider;
  private final @Nullable Class<?> tagRefusal;
  private final boolean hasSingleBlocks;

  private JcaProvider() {
    this(null, null);
  }

  /**
   * That one for all ciphers; not checked.
   *
   * @param provider null: the JVM's first ones
   * @param tagRefusal of what class its exception is, by which it refuses the tag of an AES-GCM
   *     message, where that isn't the one that the JCA has for it
   */
  JcaProvider(@Nullable Provider provider, @Nullable Class<?> tagRefusal) {
    this.provider = provider;
    this.tagRefusal = tagRefusal;
    // Each JVM has it, by one of its providers.
    this.hasSingleBlocks = provider == null || has(SINGLE_BLOCKS, provider);
  }

  private static boolean has(String transformation, Provider provider) {
    try {
      return Cipher.getInstance(transformation, provider) != null;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** Whether each algorithm is the JVM's first, so that there is no other one to compare with. */
  boolean isOfJvm() {
    return provider == null;
  }

  /** Whether a provider of the JDK's own module does this, not one that somebody registered. */
  boolean isOfJdk(String transformation) {
    return cipher(transformation).getProvider().getClass().getModule() == Object.class.getModule();
  }

  /** Whether it encrypts single blocks under the name of ECB; {@link AesBlock} has another way. */
  boolean hasSingleBlocks() {
    return hasSingleBlocks;
  }

  /** A copy of a part of {@code bytes} as an AES key of 16, 24 or 32 bytes. */
  static SecretKey aesKey(byte[] bytes, int offset, int length) {
    if (length != 16 && length != 24 && length != 32) {
      throw new IllegalArgumentException("An AES key has 16, 24 or 32 bytes, not " + length);
    }
    return new SecretKeySpec(bytes, offset, length, "AES");
  }

  Cipher cipher(String transformation) {
    try {
      return provider == null
          ? Cipher.getInstance(transformation)
          : Cipher.getInstance(transformation, provider);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(this + " lacks " + transformation, e);
    }
  }

  Cipher encryptingCipher(
      String transformation, SecretKey key, @Nullable AlgorithmParameterSpec parameters) {
    Cipher cipher = cipher(transformation);
    try {
      cipher.init(Cipher.ENCRYPT_MODE, key, parameters);
      return cipher;
    } catch (GeneralSecurityException e) {
      throw failure(cipher, e);
    }
  }

  /**
   * Whether the exception, of the end of an AES-GCM message, may say that its tag doesn't match. It
   * may also say that the provider failed, where that has one class for both.
   */
  boolean mayRefuseTagsBy(Exception exception) {
    return exception.getClass() == tagRefusal;
  }

  static IllegalStateException failure(Cipher cipher, GeneralSecurityException cause) {
    return new IllegalStateException(
        cipher.getAlgorithm() + " failed in the JCA provider " + cipher.getProvider().getName(),
        cause);
  }

  @Override
  public String toString() {
    return provider == null ? "This JVM" : "The JCA provider '" + provider.getName() + "'";
  }
}
