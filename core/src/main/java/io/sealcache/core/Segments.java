package io.sealcache.core;

/**
 * A stored value that is sealed or opened, its plaintext, and how both are cut into segments. Each
 * is a message of its own, so threads may do different ones at once. Immutable.
 */
final class Segments {
  private static final int SEALED_LENGTH = Envelope.SEGMENT_LENGTH + Envelope.TAG_LENGTH;

  private final boolean sealing;
  private final byte[] storedValue;
  private final byte[] associatedData;
  private final Plaintext plaintext;
  private final int length;

  /**
   * @param sealing whether they are sealed, or opened
   * @param storedValue with its header, session and counter; of a length that {@link
   *     Envelope#isStoredValue} takes
   */
  Segments(boolean sealing, byte[] storedValue, byte[] storedKey, Plaintext plaintext) {
    this.sealing = sealing;
    this.storedValue = storedValue;
    this.associatedData = Envelope.associatedData(storedValue, storedKey);
    this.plaintext = plaintext;
    this.length = Envelope.plaintextLength(storedValue.length);
  }

  boolean isSealing() {
    return sealing;
  }

  byte[] storedValue() {
    return storedValue;
  }

  /** What the tag of each segment covers besides the ciphertext. */
  byte[] associatedData() {
    return associatedData;
  }

  Plaintext plaintext() {
    return plaintext;
  }

  int count() {
    return (length - 1) / Envelope.SEGMENT_LENGTH + 1;
  }

  boolean isLast(int index) {
    return index == count() - 1;
  }

  /** Where the segment begins in the plaintext. */
  int start(int index) {
    return index * Envelope.SEGMENT_LENGTH;
  }

  /** Where the segment begins in the stored value. */
  int storedOffset(int index) {
    return Envelope.VALUE_HEADER_LENGTH + index * SEALED_LENGTH;
  }

  /** Bytes of plaintext in the segment. */
  int length(int index) {
    return Math.min(length - start(index), Envelope.SEGMENT_LENGTH);
  }
}
