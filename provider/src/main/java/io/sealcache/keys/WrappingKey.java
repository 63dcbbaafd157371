package io.sealcache.keys;

import io.sealcache.core.MasterKey;
import io.sealcache.internal.files.FileLocation;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A key-encryption key of a key store or token, under which a keyring file or key table holds its
 * keys: AES Key Wrap (RFC 3394) with 256 bits, which binds no context. Thread-safe; who opens one
 * closes it, once no key source uses it.
 */
public final class WrappingKey implements KeyEncryptionKey {
  /** Length of a wrapped key in bytes. */
  static final int WRAPPED_LENGTH = MasterKey.LENGTH + 8;

  private static final int NAME_LENGTH = 4;

  private final KeyWrap keyWrap;
  private volatile @Nullable String name;

  WrappingKey(KeyWrap keyWrap) {
    this.keyWrap = keyWrap;
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
      return new WrappingKey(
          new JdkKeyWrap(SecretKeys.load(file, characters).aes256(alias).getEncoded()));
    } finally {
      Arrays.fill(characters, '\0');
    }
  }

  /**
   * Takes a key of a PKCS#11 token, which never leaves it. Closing the last one of a process logs
   * out of the token, and with it all that the process has logged in there.
   *
   * @param configuration a path, or a {@code file:} URL, of a configuration file of the JDK's
   *     provider SunPKCS11, which names the token's library and slot
   * @param pin of the token's user
   * @param alias of the key
   * @throws IllegalArgumentException if there is no such token, the PIN is wrong, or there is no
   *     AES key of 256 bits under the alias; the message contains no part of the PIN
   */
  public static WrappingKey ofToken(String configuration, String pin, String alias) {
    Path file =
        FileLocation.path("sealcache.keystore", configuration, "a configuration of SunPKCS11");
    char[] characters = pin.toCharArray();
    try {
      return new WrappingKey(keyWrap(Pkcs11Token.open(file, characters), alias));
    } finally {
      Arrays.fill(characters, '\0');
    }
  }

  private static KeyWrap keyWrap(Pkcs11Token token, String alias) {
    try {
      return token.keyWrap(alias);
    } catch (RuntimeException e) {
      token.close();
      throw e;
    }
  }

  @Override
  public List<byte[]> generate(int keys, Map<String, String> context) {
    SecureRandom random = new SecureRandom();
    List<byte[]> wrapped = new ArrayList<>();
    byte[] secret = new byte[MasterKey.LENGTH];
    for (int i = 0; i < keys; i++) {
      random.nextBytes(secret);
      wrapped.add(wrap(secret));
    }
    Arrays.fill(secret, (byte) 0);
    return wrapped;
  }

  @Override
  public List<byte[]> unwrap(List<byte[]> wrapped, Map<String, String> context) {
    List<byte[]> secrets = new ArrayList<>();
    try {
      for (byte[] each : wrapped) {
        secrets.add(unwrap(each));
      }
      return secrets;
    } catch (RuntimeException e) {
      secrets.forEach(secret -> Arrays.fill(secret, (byte) 0));
      throw e;
    }
  }

  /**
   * From what it makes of zeros, which no key is that it wraps; 8 digits of it tell nothing more.
   */
  @Override
  public String name() {
    String known = name;
    if (known == null) {
      byte[] digest = sha256(wrap(new byte[MasterKey.LENGTH]));
      known = "aes:" + HexFormat.of().formatHex(digest, 0, NAME_LENGTH);
      name = known;
    }
    return known;
  }

  private static byte[] sha256(byte[] input) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(input);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This JVM lacks SHA-256, which each Java must have", e);
    }
  }

  @Override
  public List<byte[]> wrap(List<byte[]> secrets, Map<String, String> context) {
    return secrets.stream().map(this::wrap).toList();
  }

  byte[] wrap(byte[] secret) {
    return keyWrap.wrap(secret);
  }

  /**
   * The secret, the caller's to wipe.
   *
   * @throws IllegalArgumentException if it was not wrapped by this key, or has been changed
   */
  byte[] unwrap(byte[] wrapped) {
    try {
      return keyWrap.unwrap(wrapped);
    } catch (InvalidKeyException e) {
      throw new IllegalArgumentException("does not open with this wrapping key");
    }
  }

  /** Wipes the key, or logs out of its token; to wrap or unwrap is refused from now on. */
  @Override
  public void close() {
    keyWrap.close();
  }

  @Override
  public String toString() {
    return "WrappingKey";
  }
}
