package io.sealcache.core;

/**
 * A stored value that is sealed or opened, its plaintext, and how both are cut into segments, each
 * a message of its own.
 *
 * @param isSealing whether they are sealed, or opened
 * @param storedValue with its header, session and counter; of a length that {@link
 *     Envelope#isStoredValue} takes
 * @param storedKey the key that it is bound to
 * @param length of the plaintext
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Segments(
    boolean isSealing, byte[] storedValue, byte[] storedKey, Payload plaintext, int length) {

  Segments(boolean isSealing, byte[] storedValue, byte[] storedKey, Payload plaintext) {
    this(
        isSealing, storedValue, storedKey, plaintext, Envelope.plaintextLength(storedValue.length));
  }

  int count() {
    return (length - 1) / Envelope.SEGMENT_LENGTH + 1;
  }

  /** Where the segment begins in the plaintext. */
  int start(int index) {
    return index * Envelope.SEGMENT_LENGTH;
  }

  /** Where the segment begins in the stored value. */
  int storedOffset(int index) {
    return Envelope.VALUE_HEADER_LENGTH + index * Envelope.SEALED_SEGMENT_LENGTH;
  }

  /** Bytes of plaintext in the segment. */
  int length(int index) {
    return Math.min(length - start(index), Envelope.SEGMENT_LENGTH);
  }
}
