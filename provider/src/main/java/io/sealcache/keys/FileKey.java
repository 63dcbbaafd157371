package io.sealcache.keys;

import io.sealcache.core.MasterKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A key as a keyring file holds it: its secret in clear, or as it is wrapped.
 *
 * @param secret not copied, and shared by those that are made from this in another role
 * @param created null: not known
 * @param until when a key that opens only is to be taken out; null: nobody says
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record FileKey(byte[] secret, KeyRole role, @Nullable Instant created, @Nullable Instant until) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,32}");

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
    MasterKey.of(secret).destroy(); // refuses another length, and what obviously is not random
    return new FileKey(secret.clone(), role, created, null);
  }

  /** The same secret in another role, to stay. */
  FileKey in(KeyRole other) {
    return new FileKey(secret, other, created, null);
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
