package io.sealcache.core;

import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A cache key as a store holds it: ciphertext, to which the value is bound. Most stores hold its
 * {@link #text}, since a {@code String} is equal by content everywhere. Immutable.
 */
public final class StoredKey {
  /** The most bytes that a key may have before it is sealed. */
  public static final int MAX_PLAINTEXT_LENGTH = 64 * 1024;

  private static final int MAX_LENGTH = MAX_PLAINTEXT_LENGTH + Envelope.STORED_KEY_OVERHEAD;
  private static final int MAX_TEXT_LENGTH = (4 * MAX_LENGTH + 2) / 3;
  private static final int FINGERPRINT_LENGTH = 18;
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private final byte[] bytes;
  private final String text;

  StoredKey(byte[] bytes) {
    this.bytes = bytes;
    this.text = ENCODER.encodeToString(bytes);
  }

  /**
   * The stored key that a store holds as text.
   *
   * @param text untrusted
   * @return null if it isn't in the form of a stored key: such a key was not made here. Others may
   *     still be foreign or forged, which {@link EntrySealer#openKey} tells
   */
  public static @Nullable StoredKey parse(String text) {
    if (text.length() > MAX_TEXT_LENGTH) {
      return null;
    }
    try {
      StoredKey key = parse(Base64.getUrlDecoder().decode(text));
      // A second spelling of the same bytes would let the store show one entry twice.
      return key != null && key.text.equals(text) ? key : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /**
   * The stored key that a store holds as bytes.
   *
   * @param bytes untrusted; not copied, must not be changed afterwards
   * @return null as above
   */
  public static @Nullable StoredKey parse(byte[] bytes) {
    return bytes.length <= MAX_LENGTH && Envelope.isStoredKey(bytes) ? new StoredKey(bytes) : null;
  }

  /** Unpadded Base64url (RFC 4648, section 5). */
  public String text() {
    return text;
  }

  /** For a store that holds bytes: not a copy, and not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /** The id of the index key that it names; not yet authenticated where a store gave it. */
  public int keyId() {
    return Envelope.keyId(bytes);
  }

  /** A short name for logs: the start of the synthetic IV, as random as a hash of the key. */
  public String fingerprint() {
    return text.substring(0, FINGERPRINT_LENGTH);
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
