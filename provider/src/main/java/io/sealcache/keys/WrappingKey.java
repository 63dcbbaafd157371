package io.sealcache.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sealcache.core.MasterKey;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A key-encryption key of a key store or token: AES-256-GCM (NIST SP 800-38D) with a random nonce,
 * which binds the context as associated data. Thread-safe; whoever opens one closes it, once no key
 * source uses it.
 */
public final class WrappingKey implements KeyEncryptionKey {
  private static final int NONCE_LENGTH = 12;
  private static final int TAG_LENGTH = 16;
  private static final int NAME_LENGTH = 4;

  private final Supplier<SecretKey> key;
  private final @Nullable Provider token;
  private final Runnable release;
  private boolean closed; // guarded by this
  private volatile @Nullable String name;

  /**
   * @param key gives it for each use
   * @param token which computes with it; null: the JVM does
   * @param release lets the key go
   */
  WrappingKey(Supplier<SecretKey> key, @Nullable Provider token, Runnable release) {
    this.key = key;
    this.token = token;
    this.release = release;
  }

  /**
   * Reads a PKCS#12 key store and takes one key from it.
   *
   * @param location a path, or a {@code file:} URL
   * @param password of the key store and of the key
   * @param alias of the key
   * @throws IllegalArgumentException if it can't be read, the password is wrong, there is no AES
   *     key of 256 bits under the alias, or it obviously is not random; the message contains no
   *     part of a key or password
   */
  public static WrappingKey open(String location, String password, String alias) {
    return SecretKeys.use(location, password, store -> of(store.aes256("sealcache.kms", alias)));
  }

  /**
   * @param key taken over
   */
  static WrappingKey of(byte[] key) {
    return new WrappingKey(
        () -> new SecretKeySpec(key, "AES"), null, () -> Arrays.fill(key, (byte) 0));
  }

  /**
   * A key of a PKCS#11 token, which never leaves it.
   *
   * @param computes with it, by {@code CKM_AES_GCM}
   * @param release lets the token go, once
   */
  public static WrappingKey ofToken(SecretKey key, Provider computes, Runnable release) {
    return new WrappingKey(() -> key, computes, release);
  }

  @Override
  public byte[] generate(Map<String, String> context) {
    byte[] secret = new byte[MasterKey.LENGTH];
    new SecureRandom().nextBytes(secret);
    try {
      return wrap(secret, context);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  byte[] wrap(byte[] secrets, Map<String, String> context) {
    byte[] nonce = new byte[NONCE_LENGTH];
    new SecureRandom().nextBytes(nonce);
    try {
      byte[] wrapped = cipher(Cipher.ENCRYPT_MODE, nonce, context).doFinal(secrets);
      return ByteBuffer.allocate(NONCE_LENGTH + wrapped.length).put(nonce).put(wrapped).array();
    } catch (GeneralSecurityException | ProviderException e) {
      throw failed(e);
    }
  }

  /** Also what {@link #wrap} gave. */
  @Override
  public byte[] unwrap(byte[] wrapped, Map<String, String> context) {
    if (wrapped.length < NONCE_LENGTH + TAG_LENGTH) {
      throw new IllegalArgumentException("A wrapped key is longer");
    }
    byte[] nonce = Arrays.copyOf(wrapped, NONCE_LENGTH);
    try {
      return cipher(Cipher.DECRYPT_MODE, nonce, context)
          .doFinal(wrapped, NONCE_LENGTH, wrapped.length - NONCE_LENGTH);
    } catch (AEADBadTagException e) {
      throw new IllegalArgumentException("does not open with this wrapping key for this context");
    } catch (GeneralSecurityException | ProviderException e) {
      throw failed(e);
    }
  }

  /** Under the lock, so that {@link #close} never leaves half a key to wrap with. */
  private synchronized SecretKey secretKey() {
    if (closed) {
      throw new IllegalStateException("The wrapping key is closed");
    }
    return key.get();
  }

  private Cipher cipher(int mode, byte[] nonce, Map<String, String> context)
      throws GeneralSecurityException {
    SecretKey secret = secretKey();
    String algorithm = "AES/GCM/NoPadding";
    Cipher cipher =
        token == null ? Cipher.getInstance(algorithm) : Cipher.getInstance(algorithm, token);
    cipher.init(mode, secret, new GCMParameterSpec(Byte.SIZE * TAG_LENGTH, nonce));
    new TreeMap<>(context)
        .forEach(
            (name, value) -> {
              update(cipher, name);
              update(cipher, value);
            });
    return cipher;
  }

  /** With its length before it, so that no two contexts are the same bytes. */
  private static void update(Cipher cipher, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    cipher.updateAAD(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    cipher.updateAAD(bytes);
  }

  private IllegalStateException failed(Exception cause) {
    return new IllegalStateException(
        token == null
            ? "The JVM cannot use the wrapping key"
            : "The token cannot use its wrapping key; it must allow AES-GCM",
        cause);
  }

  /**
   * From what it makes of zeros for the nonce zero, which no random one is; 8 digits of its digest
   * tell nothing more.
   */
  @Override
  public String name() {
    String known = name;
    if (known == null) {
      try {
        byte[] made =
            cipher(Cipher.ENCRYPT_MODE, new byte[NONCE_LENGTH], Map.of())
                .doFinal(new byte[MasterKey.LENGTH]);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(made);
        known = "aes:" + HexFormat.of().formatHex(digest, 0, NAME_LENGTH);
        name = known;
      } catch (GeneralSecurityException | ProviderException e) {
        throw failed(e);
      }
    }
    return known;
  }

  /** Wipes the key, or logs out of its token; to wrap or unwrap is refused from now on. */
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    release.run(); // a token may take its time
  }

  @Override
  public String toString() {
    return "WrappingKey";
  }
}
