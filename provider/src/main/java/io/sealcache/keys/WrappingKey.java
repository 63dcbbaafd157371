package io.sealcache.keys;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key-encryption key of a key store, under which a keyring file holds its keys: AES Key Wrap (RFC
 * 3394) with 256 bits. Thread-safe.
 */
public final class WrappingKey {
  /** Length of a wrapped key in bytes. */
  static final int WRAPPED_LENGTH = MasterKey.LENGTH + 8;

  private static final String ALGORITHM = "AESWrap";

  private final SecretKey key;

  private WrappingKey(SecretKey key) {
    this.key = key;
  }

  /**
   * Reads a PKCS#12 key store and takes one key from it.
   *
   * @param location a path, or a {@code file:} URL
   * @param password of the key store and of the key
   * @param alias of the key
   * @throws IllegalArgumentException if it can't be read, the password is wrong, or there is no AES
   *     key of 256 bits under the alias; the message contains no part of a key or password
   */
  public static WrappingKey open(String location, String password, String alias) {
    Path file = FileLocation.path("sealcache.keystore", location, "a PKCS#12 key store");
    char[] characters = password.toCharArray();
    try {
      return new WrappingKey(SecretKeys.load(file, characters).aes256(alias));
    } finally {
      Arrays.fill(characters, '\0');
    }
  }

  byte[] wrap(byte[] secret) {
    try {
      Cipher cipher = Cipher.getInstance(ALGORITHM);
      cipher.init(Cipher.WRAP_MODE, key);
      return cipher.wrap(new SecretKeySpec(secret, "AES"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JDK cannot wrap a key by " + ALGORITHM, e);
    }
  }

  /**
   * The secret, the caller's to wipe.
   *
   * @throws IllegalArgumentException if it was not wrapped by this key, or has been changed
   */
  byte[] unwrap(byte[] wrapped) {
    try {
      Cipher cipher = Cipher.getInstance(ALGORITHM);
      cipher.init(Cipher.UNWRAP_MODE, key);
      return cipher.unwrap(wrapped, "AES", Cipher.SECRET_KEY).getEncoded();
    } catch (InvalidKeyException e) {
      throw new IllegalArgumentException("does not open with this wrapping key");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JDK cannot unwrap a key by " + ALGORITHM, e);
    }
  }

  @Override
  public String toString() {
    return "WrappingKey";
  }
}
