package io.sealcache.core;

/**
 * The layout of what is stored; numbers are big-endian.
 *
 * <pre>
 * stored key    1 suite | 4 key id | 16 SIV | n ciphertext
 * stored value  1 suite | 4 key id | 12 session | 8 counter | n ciphertext | 16 tag
 * </pre>
 *
 * A value of more than {@value #SEGMENT_LENGTH} plaintext bytes is cut into segments of that
 * length, the last one shorter if need be but never empty, each followed by its own tag. So the
 * length alone fixes the cut.
 *
 * <p>Fields that are read here are not yet authenticated: they may decide which bytes are refused,
 * never which are accepted.
 */
final class Envelope {
  /** Bytes of plaintext in each segment of a stored value but the last. */
  static final int SEGMENT_LENGTH = 64 * 1024;

  static final int HEADER_LENGTH = 5;
  static final int STORED_KEY_OVERHEAD = HEADER_LENGTH + 16;
  static final int SESSION_OFFSET = HEADER_LENGTH;
  static final int SESSION_LENGTH = 12;
  static final int COUNTER_OFFSET = SESSION_OFFSET + SESSION_LENGTH;
  static final int VALUE_HEADER_LENGTH = COUNTER_OFFSET + Long.BYTES;
  static final int TAG_LENGTH = 16;
  static final int SEALED_SEGMENT_LENGTH = SEGMENT_LENGTH + TAG_LENGTH;

  private static final byte SUITE = 1;
  private static final int KEY_ID_OFFSET = 1;

  /** Not each JVM can make longer arrays. */
  private static final int MAX_ARRAY_LENGTH = Integer.MAX_VALUE - 8;

  private Envelope() {}

  /** Whether untrusted bytes have the suite and at least the length of a stored key. */
  static boolean isStoredKey(byte[] bytes) {
    return bytes.length >= STORED_KEY_OVERHEAD && bytes[0] == SUITE;
  }

  /**
   * Whether untrusted bytes have the suite of a stored value and a length that some plaintext of at
   * least one byte gives.
   */
  static boolean isStoredValue(byte[] bytes) {
    int last = (bytes.length - VALUE_HEADER_LENGTH) % SEALED_SEGMENT_LENGTH;
    return bytes.length > VALUE_HEADER_LENGTH + TAG_LENGTH
        && (last == 0 || last > TAG_LENGTH)
        && bytes[0] == SUITE;
  }

  static int keyId(byte[] bytes) {
    return BigEndian.getInt(bytes, KEY_ID_OFFSET);
  }

  /** The length of the plaintext in a stored value of that length. */
  static int plaintextLength(int storedValueLength) {
    int body = storedValueLength - VALUE_HEADER_LENGTH;
    return body - TAG_LENGTH * ((body - 1) / SEALED_SEGMENT_LENGTH + 1);
  }

  /** The length that a value's plaintext has when it is stored. */
  static long storedValueLength(long plaintextLength) {
    if (plaintextLength < 1) {
      throw new IllegalArgumentException(
          "A value's plaintext has 1 byte or more, not " + plaintextLength);
    }
    long segments = (plaintextLength - 1) / SEGMENT_LENGTH + 1;
    return VALUE_HEADER_LENGTH + plaintextLength + TAG_LENGTH * segments;
  }

  /** An array for what is stored, with the bytes that come first: suite and key id. */
  static byte[] withHeader(int keyId, long length) {
    if (length > MAX_ARRAY_LENGTH) {
      throw new IllegalArgumentException(
          "Sealed it would have %d bytes; at most %d fit an array"
              .formatted(length, MAX_ARRAY_LENGTH));
    }
    byte[] bytes = new byte[(int) length];
    bytes[0] = SUITE;
    BigEndian.putInt(bytes, KEY_ID_OFFSET, keyId);
    return bytes;
  }

  /**
   * The bytes that the tag of each segment covers besides the ciphertext, in an array if it is as
   * long.
   */
  static byte[] associatedData(byte[] storedValue, byte[] storedKey, byte[] array) {
    int length = VALUE_HEADER_LENGTH + storedKey.length;
    byte[] data = array.length == length ? array : new byte[length];
    System.arraycopy(storedValue, 0, data, 0, VALUE_HEADER_LENGTH);
    System.arraycopy(storedKey, 0, data, VALUE_HEADER_LENGTH, storedKey.length);
    return data;
  }
}
