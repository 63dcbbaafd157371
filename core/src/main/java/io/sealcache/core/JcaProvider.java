package io.sealcache.internal.crypto;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Whose AES is used: the door to the Java Cryptography Architecture, so that its checked exceptions
 * end here. Immutable.
 */
public final class JcaProvider {
  /**
   * The first provider of the JVM's list ({@code java.security}) that has an algorithm when it is
   * asked for; not checked.
   */
  public static final JcaProvider OF_JVM = new JcaProvider(null, Map.of(), null);

  static final String SINGLE_BLOCKS = "AES/ECB/NoPadding";

  private final @Nullable Provider named;
  private final Map<String, Provider> firsts;
  private final @Nullable Class<?> tagRefusal;
  private final boolean hasSingleBlocks;

  private JcaProvider(
      @Nullable Provider named, Map<String, Provider> firsts, @Nullable Class<?> tagRefusal) {
    this.named = named;
    this.firsts = firsts;
    this.tagRefusal = tagRefusal;
    // Each JVM has it, by one of its providers.
    this.hasSingleBlocks = named == null || has(SINGLE_BLOCKS, named);
  }

  /** That one for all ciphers; not checked. */
  static JcaProvider named(Provider provider) {
    return new JcaProvider(provider, Map.of(), null);
  }

  /**
   * Those that the JVM has first now for keys of 256 bits, for all ciphers from now on: one that is
   * put before them later would serve unchecked. Not checked.
   *
   * @throws IllegalStateException if the JVM lacks an algorithm, or none of its providers takes
   *     such keys
   */
  static JcaProvider firstsOfJvm() {
    SecretKey key = aesKey(new byte[32], 0, 32); // only asks who would take one
    GCMParameterSpec nonce = new GCMParameterSpec(AesGcm.TAG_BITS, new byte[AesGcm.NONCE_LENGTH]);
    IvParameterSpec zeroIv = new IvParameterSpec(new byte[AesBlock.LENGTH]);
    Map<String, Provider> firsts =
        Map.of(
            AesGcm.NAME,
            OF_JVM.encryptingCipher(AesGcm.NAME, key, nonce).getProvider(),
            AesCmac.CBC,
            OF_JVM.encryptingCipher(AesCmac.CBC, key, zeroIv).getProvider(),
            SINGLE_BLOCKS,
            OF_JVM.encryptingCipher(SINGLE_BLOCKS, key, null).getProvider());
    return new JcaProvider(null, firsts, null);
  }

  /**
   * The same, which refuses the tag of an AES-GCM message by an exception of that class, where it
   * isn't the one that the JCA has for it.
   */
  JcaProvider refusingTagsBy(Class<?> exception) {
    return new JcaProvider(named, firsts, exception);
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
    return named == null;
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
    Provider provider = named == null ? firsts.get(transformation) : named;
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
    return named == null ? "This JVM" : "The JCA provider '" + named.getName() + "'";
  }
}
