package io.sealcache.encryption;

import io.sealcache.core.UnreadableReason;
import java.time.Instant;
import java.util.Optional;

/**
 * A stored entry for one key of a cache, as it says itself and as the keys of this JVM tell.
 * Immutable, except for the value.
 *
 * @param storedKey the key under which the store holds it: Base64url of ciphertext
 * @param envelope the part of the value that is seen without a key
 * @param stored the value as the store holds it: ciphertext, where it is SealCache's
 * @param isCurrentKey whether the key that it names is the one that seals values now
 * @param written when it was written; empty if no key of the keyring opens it
 * @param value decoded: what only your code should see; empty if it doesn't open
 * @param unreadable why it doesn't open; empty if it does
 */
@SuppressWarnings("ArrayRecordComponent") // it is copied, and compared by nobody
public record StoredEntry(
    String storedKey,
    Envelope envelope,
    byte[] stored,
    boolean isCurrentKey,
    Optional<Instant> written,
    Optional<Object> value,
    Optional<UnreadableReason> unreadable) {

  /**
   * The part of a stored value that is not authenticated.
   *
   * @param suite of the ciphers, as {@code docs/format.md} numbers them; 0: it is no value of
   *     SealCache's
   * @param keyId of the key that sealed it, 8 hexadecimal digits as logs show it; empty without a
   *     suite
   * @param storedLength in bytes, as the store holds it; 0: it is not of the type that the store
   *     was given, or longer than any value of the cache may be
   * @param plaintextLength in bytes, with 8 bytes and more of a header, and all padding; 0 without
   *     a suite
   */
  public record Envelope(int suite, String keyId, long storedLength, long plaintextLength) {}

  /** A copy. */
  @Override
  public byte[] stored() {
    return stored.clone();
  }

  /** Without the value. */
  @Override
  public String toString() {
    return "StoredEntry[%s, %s, %s]"
        .formatted(storedKey, envelope, unreadable.map(Enum::name).orElse("readable"));
  }
}
