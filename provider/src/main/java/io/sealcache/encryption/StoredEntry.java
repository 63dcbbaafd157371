package io.sealcache.encryption;

import io.sealcache.core.UnreadableReason;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stored entry for one key of a cache, as it says itself and as the keys of this JVM tell.
 * Immutable, except for the value.
 */
public final class StoredEntry {
  private final String storedKey;
  private final Envelope envelope;
  private final byte[] stored;
  private final boolean isCurrentKey;
  private final @Nullable Instant written;
  private final @Nullable Object value;
  private final @Nullable UnreadableReason unreadable;

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

  private StoredEntry(
      String storedKey,
      Envelope envelope,
      byte[] stored,
      boolean isCurrentKey,
      @Nullable Instant written,
      @Nullable Object value,
      @Nullable UnreadableReason unreadable) {
    this.storedKey = storedKey;
    this.envelope = envelope;
    this.stored = stored;
    this.isCurrentKey = isCurrentKey;
    this.written = written;
    this.value = value;
    this.unreadable = unreadable;
  }

  /**
   * One that opens.
   *
   * @param stored not copied
   */
  public static StoredEntry readable(
      String storedKey,
      Envelope envelope,
      byte[] stored,
      boolean isCurrentKey,
      Instant written,
      Object value) {
    return new StoredEntry(storedKey, envelope, stored, isCurrentKey, written, value, null);
  }

  /**
   * One that doesn't.
   *
   * @param stored not copied
   * @param written null: not known, as the value isn't authentic
   */
  public static StoredEntry unreadable(
      String storedKey,
      Envelope envelope,
      byte[] stored,
      boolean isCurrentKey,
      @Nullable Instant written,
      UnreadableReason reason) {
    return new StoredEntry(storedKey, envelope, stored, isCurrentKey, written, null, reason);
  }

  /** The key under which the store holds it: Base64url of ciphertext. */
  public String storedKey() {
    return storedKey;
  }

  /** The part of the value that is seen without a key. */
  public Envelope envelope() {
    return envelope;
  }

  /** The value as the store holds it: ciphertext, where it is SealCache's; a copy. */
  public byte[] stored() {
    return stored.clone();
  }

  /** Whether the key that it names is the one that seals values now. */
  public boolean isCurrentKey() {
    return isCurrentKey;
  }

  /** When it was written; empty if no key of the keyring opens it. */
  public Optional<Instant> written() {
    return Optional.ofNullable(written);
  }

  /** The decoded value: what nobody but the application should see; empty if it doesn't open. */
  public Optional<Object> value() {
    return Optional.ofNullable(value);
  }

  /** Why it doesn't open; empty if it does. */
  public Optional<UnreadableReason> unreadable() {
    return Optional.ofNullable(unreadable);
  }

  /** Without the value. */
  @Override
  public String toString() {
    return "StoredEntry[%s, %s, %s]"
        .formatted(storedKey, envelope, unreadable == null ? "readable" : unreadable);
  }
}
