package io.sealcache.keys;

import io.sealcache.core.MasterKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A key as a keyring file holds it. */
final class FileKey {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,32}");

  private final byte[] secret;
  private final KeyRole role;
  private final @Nullable Instant created;

  /**
   * @param secret taken over
   * @param created null: not known
   */
  FileKey(byte[] secret, KeyRole role, @Nullable Instant created) {
    this.secret = secret;
    this.role = role;
    this.created = created;
  }

  /**
   * A new one.
   *
   * @param secret copied
   * @param created null: not known
   * @throws IllegalArgumentException if the id is malformed or {@link MasterKey#of} refuses the
   *     secret
   */
  static FileKey of(String id, byte[] secret, KeyRole role, @Nullable Instant created) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "The id of a key has 1 to 32 letters, digits, '-' and '_'; the one given has not");
    }
    if (secret.length != MasterKey.LENGTH) {
      throw new IllegalArgumentException(
          "A master key has exactly " + MasterKey.LENGTH + " bytes, not " + secret.length);
    }
    MasterKey.of(secret).destroy(); // refuses what obviously is not random
    return new FileKey(secret.clone(), role, created);
  }

  /** The same secret, not a copy, in another role. */
  FileKey in(KeyRole other) {
    return new FileKey(secret, other, created);
  }

  /** Not a copy. */
  byte[] secret() {
    return secret;
  }

  KeyRole role() {
    return role;
  }

  @Nullable Instant created() {
    return created;
  }

  int keyId() {
    return MasterKey.idOf(secret);
  }

  void wipe() {
    Arrays.fill(secret, (byte) 0);
  }

  @Override
  public String toString() {
    return "FileKey";
  }
}
