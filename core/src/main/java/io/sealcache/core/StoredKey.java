package io.sealcache.internal.seal;

import io.sealcache.internal.crypto.Envelope;
import io.sealcache.internal.store.Base64Url;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A sealed key: its bytes, which the value is bound to, and the unpadded Base64url text that the
 * store holds, since a {@code String} is equal by content on each store. Immutable.
 */
public final class StoredKey {
  /** The most bytes that a key may encode to. */
  static final int MAX_ENCODED_LENGTH = 64 * 1024;

  private static final long MAX_TEXT_LENGTH =
      Base64Url.length(MAX_ENCODED_LENGTH + Envelope.STORED_KEY_OVERHEAD);

  private final byte[] bytes;
  private final String text;

  private StoredKey(byte[] bytes, String text) {
    this.bytes = bytes;
    this.text = text;
  }

  static StoredKey of(byte[] bytes) {
    return new StoredKey(bytes, Base64Url.encode(bytes));
  }

  /** The key that a store holds as {@code text}; null where that is not what we write. */
  static @Nullable StoredKey parse(Object carrier) {
    // A second spelling of the same bytes would let the store show one entry twice.
    byte[] bytes =
        carrier instanceof String text && text.length() <= MAX_TEXT_LENGTH
            ? Base64Url.decode(text)
            : null;
    return bytes == null ? null : of(bytes);
  }

  /** The text under which the store holds the entry; names the entry without giving it away. */
  public String text() {
    return text;
  }

  // Shared, not copied: this package and the ciphers only read it.
  byte[] bytes() {
    return bytes;
  }

  /** A short name for logs: the start of the synthetic IV, as random as a hash of the key. */
  String fingerprint() {
    return text.substring(0, Math.min(text.length(), 18));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof StoredKey key && Arrays.equals(bytes, key.bytes);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return "StoredKey[" + fingerprint() + "]";
  }
}
