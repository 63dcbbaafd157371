package io.sealcache.keys;

import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A key as a keyring file holds it. */
final class FileKey {
  private final byte[] secret;
  private final @Nullable Instant created;

  /**
   * @param secret taken over
   * @param created null: not known
   */
  FileKey(byte[] secret, @Nullable Instant created) {
    this.secret = secret;
    this.created = created;
  }

  /** Not a copy. */
  byte[] secret() {
    return secret;
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
