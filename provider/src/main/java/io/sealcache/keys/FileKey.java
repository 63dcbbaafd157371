package io.sealcache.keys;

import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A key as a keyring file holds it. */
final class FileKey {
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

  void wipe() {
    Arrays.fill(secret, (byte) 0);
  }

  @Override
  public String toString() {
    return "FileKey";
  }
}
