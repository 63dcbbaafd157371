package io.sealcache.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Seals cache keys, deterministically: equal plaintexts give equal stored keys, so that a store can
 * look them up. AES-SIV (<a href="https://www.rfc-editor.org/rfc/rfc5297">RFC 5297</a>) with two
 * AES-256 keys and two associated strings: the header of the stored key and the name of the codec
 * that made the plaintext. Thread-safe.
 */
final class KeyCipher {
  /** Length in bytes of the secret. */
  static final int KEY_LENGTH = 64;

  final int keyId;
  private final CipherPool<AesSiv> pool;

  /**
   * @param secret {@value #KEY_LENGTH} bytes, taken over
   */
  KeyCipher(byte[] secret, int keyId, String codecName, JcaProvider provider) {
    if (secret.length != KEY_LENGTH) {
      throw new IllegalArgumentException(
          "The key of a KeyCipher has " + KEY_LENGTH + " bytes, not " + secret.length);
    }
    byte[] header = Envelope.withHeader(keyId, Envelope.HEADER_LENGTH);
    List<byte[]> associated = List.of(header, codecName.getBytes(UTF_8));
    this.keyId = keyId;
    this.pool = new CipherPool<>(() -> new AesSiv(secret, associated, provider));
  }

  /** Seals a part of an array, which may be empty. */
  byte[] seal(byte[] plaintext, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, plaintext.length);
    byte[] storedKey = Envelope.withHeader(keyId, (long) Envelope.STORED_KEY_OVERHEAD + length);
    AesSiv siv = pool.take();
    siv.seal(plaintext, offset, length, storedKey, Envelope.HEADER_LENGTH);
    pool.give(siv);
    return storedKey;
  }

  /** Opens what is untrusted; null if it is not of this key, this key id and this codec name. */
  byte @Nullable [] open(byte[] storedKey) {
    if (!Envelope.isStoredKey(storedKey) || Envelope.keyId(storedKey) != keyId) {
      return null;
    }
    AesSiv siv = pool.take();
    byte[] plaintext = siv.open(storedKey, Envelope.HEADER_LENGTH);
    pool.give(siv);
    return plaintext;
  }
}
