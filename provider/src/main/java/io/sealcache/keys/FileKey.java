package io.sealcache.keys;

import io.sealcache.core.MasterKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A key as a keyring file holds it: its secret in clear, or as it is wrapped. */
final class FileKey {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,32}");

  private final byte[] secret;
  private final KeyRole role;
  private final @Nullable Instant created;
  private final @Nullable Instant until;

  /**
   * @param secret taken over
   * @param created null: not known
   * @param until when a key that opens only is to be taken out; null: nobody says
   */
  FileKey(byte[] secret, KeyRole role, @Nullable Instant created, @Nullable Instant until) {
    this.secret = secret;
    this.role = role;
    this.created = created;
    this.until = until;
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
    MasterKey.of(secret).destroy(); // refuses another length, and what obviously is not random
    return new FileKey(secret.clone(), role, created, null);
  }

  /** The same secret, not a copy, in another role, to stay. */
  FileKey in(KeyRole other) {
    return new FileKey(secret, other, created, null);
  }

  /** The same secret, not a copy, to be taken out at a time. */
  FileKey until(Instant time) {
    return new FileKey(secret, role, created, time);
  }

  /** The same key, with its secret in another form, which is taken over. */
  FileKey with(byte[] form) {
    return new FileKey(form, role, created, until);
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

  @Nullable Instant until() {
    return until;
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
