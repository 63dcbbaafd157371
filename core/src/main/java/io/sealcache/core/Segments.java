package io.sealcache.internal.crypto;

/**
 * A value's plaintext and its stored value, side by side, cut into segments: each is a message of
 * its own, so threads may seal or open different ones at once.
 */
final class Segments {
  private static final int SEALED_LENGTH = Envelope.SEGMENT_LENGTH + Envelope.TAG_LENGTH;

  private final byte[] plaintext;
  private final int offset;
  private final int length;
  private final byte[] storedValue;
  private final byte[] associatedData;

  private Segments(byte[] plaintext, int offset, int length, byte[] storedValue, byte[] storedKey) {
    this.plaintext = plaintext;
    this.offset = offset;
    this.length = length;
    this.storedValue = storedValue;
    this.associatedData = Envelope.associatedData(storedValue, storedKey);
  }

  /**
   * Those of a value to be sealed.
   *
   * @param storedValue with its header, session and counter included
   */
  static Segments toSeal(
      byte[] plaintext, int offset, int length, byte[] storedValue, byte[] storedKey) {
    return new Segments(plaintext, offset, length, storedValue, storedKey);
  }

  /** Those of a value to be opened, into a new array. */
  static Segments toOpen(byte[] storedValue, byte[] storedKey) {
    int length = (int) Envelope.plaintextLength(storedValue.length);
    return new Segments(new byte[length], 0, length, storedValue, storedKey);
  }

  byte[] plaintext() {
    return plaintext;
  }

  byte[] storedValue() {
    return storedValue;
  }

  /** What the tag of each segment covers besides the ciphertext. */
  byte[] associatedData() {
    return associatedData;
  }

  /** How many there are: at least one. */
  int count() {
    return (length - 1) / Envelope.SEGMENT_LENGTH + 1;
  }

  boolean isLast(int index) {
    return index == count() - 1;
  }

  /** Where the segment begins in the plaintext's array. */
  int plaintextOffset(int index) {
    return offset + index * Envelope.SEGMENT_LENGTH;
  }

  /** Where the segment begins in the stored value. */
  int storedOffset(int index) {
    return Envelope.VALUE_HEADER_LENGTH + index * SEALED_LENGTH;
  }

  /** Bytes of plaintext in the segment. */
  int length(int index) {
    return Math.min(length - index * Envelope.SEGMENT_LENGTH, Envelope.SEGMENT_LENGTH);
  }
}
