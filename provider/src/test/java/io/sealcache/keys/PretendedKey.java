package io.sealcache.keys;

import java.util.ArrayList;
import java.util.List;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/** A key of another's library, which keeps what it gave out, so that a test sees it wiped. */
public final class PretendedKey implements SecretKey {
  private static final long serialVersionUID = 1L;

  private final String algorithm;
  private final transient byte @Nullable [] secret;
  private final String shown;
  private final transient List<byte[]> given;

  /**
   * Any.
   *
   * @param secret null: it leaves no token
   * @param shown as the library says what it is
   */
  public PretendedKey(String algorithm, byte @Nullable [] secret, String shown) {
    this(algorithm, secret, shown, new ArrayList<>());
  }

  private PretendedKey(
      String algorithm, byte @Nullable [] secret, String shown, List<byte[]> given) {
    this.algorithm = algorithm;
    this.secret = secret;
    this.shown = shown;
    this.given = given;
  }

  public static PretendedKey aes(byte[] secret) {
    return new PretendedKey("AES", secret, "a key");
  }

  /**
   * One of AES.
   *
   * @param given gets what it gives out
   */
  public static PretendedKey aes(byte[] secret, List<byte[]> given) {
    return new PretendedKey("AES", secret, "a key", given);
  }

  /** The arrays themselves. */
  List<byte[]> given() {
    return given;
  }

  @Override
  public String getAlgorithm() {
    return algorithm;
  }

  @Override
  public @Nullable String getFormat() {
    return secret == null ? null : "RAW";
  }

  @Override
  public byte @Nullable [] getEncoded() {
    if (secret == null) {
      return null;
    }
    byte[] copy = secret.clone();
    given.add(copy);
    return copy;
  }

  @Override
  public String toString() {
    return shown;
  }
}
