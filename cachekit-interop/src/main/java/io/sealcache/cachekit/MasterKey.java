package io.sealcache.cachekit;

import io.sealcache.cachekit.CachekitException.InvalidKeyring;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.security.auth.Destroyable;

/**
 * A master key of cachekit, as in {@code CACHEKIT_MASTER_KEY}. All keys that encrypt are derived
 * from it. Thread-safe, except {@link #destroy}.
 */
public final class MasterKey implements Destroyable {
  /** Length in bytes. cachekit-py takes longer ones too, other languages don't. */
  public static final int LENGTH = 32;

  private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{64}");

  private final byte[] secret;
  private boolean isDestroyed;

  private MasterKey(byte[] secret) {
    this.secret = secret;
  }

  /**
   * The key that is written as exactly 64 hexadecimal digits.
   *
   * @throws InvalidKeyring for any other text
   */
  public static MasterKey ofHex(String text) {
    if (!HEX.matcher(text).matches()) {
      throw new InvalidKeyring(
          "A master key is exactly 64 hexadecimal digits; this text of length %d is not"
              .formatted(text.length()));
    }
    return new MasterKey(HexFormat.of().parseHex(text));
  }

  /**
   * The key of these bytes, which are copied.
   *
   * @throws InvalidKeyring if they are not exactly {@value #LENGTH}
   */
  public static MasterKey of(byte[] secret) {
    if (secret.length != LENGTH) {
      throw new InvalidKeyring(
          "A master key has exactly " + LENGTH + " bytes, not " + secret.length);
    }
    return new MasterKey(secret.clone());
  }

  /** A copy, the caller's to wipe. */
  byte[] secret() {
    if (isDestroyed) {
      throw new IllegalStateException("This master key was destroyed");
    }
    return secret.clone();
  }

  /** Without telling by its time where they differ. */
  boolean isSameAs(MasterKey other) {
    return MessageDigest.isEqual(secret, other.secret);
  }

  /** Wipes the secret. Keyrings made from the key stay usable. */
  @Override
  public void destroy() {
    Arrays.fill(secret, (byte) 0);
    isDestroyed = true;
  }

  @Override
  public boolean isDestroyed() {
    return isDestroyed;
  }

  @Override
  public String toString() {
    return "MasterKey";
  }
}
