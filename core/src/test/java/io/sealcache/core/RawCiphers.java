package io.sealcache.core;

import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/** The ciphers by themselves, for tests of other modules that forge, and look inside. */
public final class RawCiphers {
  /** Bytes of the secret that stored keys are made with. */
  public static final int KEY_SECRET = KeyCipher.KEY_LENGTH;

  /** Bytes of the secret that values are sealed with. */
  public static final int VALUE_SECRET = ValueCipher.KEY_LENGTH;

  /** Bytes of plaintext before the payload, of a codec with a number and without a trail. */
  public static final int HEADER_LENGTH = ValueFormat.HEADER_LENGTH;

  /** The most bytes of plaintext in one segment. */
  public static final int SEGMENT_LENGTH = Envelope.SEGMENT_LENGTH;

  private RawCiphers() {}

  public static byte[] sealKey(byte[] secret, int keyId, String codec, byte[] plaintext) {
    return Ciphers.keys(secret, keyId, codec).seal(plaintext, 0, plaintext.length);
  }

  public static byte @Nullable [] openKey(
      byte[] secret, int keyId, String codec, byte[] storedKey) {
    return Ciphers.keys(secret, keyId, codec).open(storedKey);
  }

  public static byte[] sealValue(byte[] secret, int keyId, byte[] plaintext, byte[] storedKey) {
    return Ciphers.values(secret, keyId, NonceMode.RANDOM)
        .seal(Payload.behindRoom(plaintext, 0, plaintext.length), storedKey);
  }

  /**
   * Seals with a known nonce.
   *
   * @param nonce 20 bytes: those of a session are its 12, and the counter
   */
  public static byte[] sealValue(
      byte[] secret, int keyId, NonceMode mode, byte[] nonce, byte[] plaintext, byte[] storedKey) {
    SecureRandom random = new FixedRandom(nonce);
    return Ciphers.values(secret, keyId, mode, random, Session.Clock.SYSTEM)
        .seal(Payload.behindRoom(plaintext, 0, plaintext.length), storedKey);
  }

  public static byte @Nullable [] openValue(
      byte[] secret, int keyId, byte[] storedValue, byte[] storedKey) {
    return Ciphers.values(secret, keyId, NonceMode.RANDOM).open(storedValue, storedKey);
  }

  /** The pseudorandom key of a master key. */
  public static byte[] extract(byte[] salt, byte[] secret) {
    return Hkdf.extract(salt, secret);
  }

  /**
   * The plaintext of a value.
   *
   * @param codec its number, 255 for one that has a name
   * @param name empty for one that has a number
   */
  public static byte[] plaintext(int codec, String name, Padding padding, Payload payload) {
    return Ciphers.format(codec, name, Compression.NONE, padding, 2000L << 20)
        .layOut(payload, payload.writtenMillis)
        .bytes(0, 0);
  }

  /** How long a plaintext becomes by padding. */
  public static int paddedLength(Padding padding, int length) {
    return (int) padding.padded(length);
  }
}
