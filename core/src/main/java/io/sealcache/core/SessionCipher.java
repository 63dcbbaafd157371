package io.sealcache.core;

/**
 * XAES-256-GCM keyed for one session at a time: messages of the same session in a row cost neither
 * a derivation nor a key schedule. Not thread-safe.
 */
final class SessionCipher {
  private static final int INDEX_OFFSET = Long.BYTES;
  private static final int LAST_SEGMENT = 1 << 31;

  private final Xaes xaes;
  private final AesGcm gcm;
  private final byte[] nonce = new byte[AesGcm.NONCE_LENGTH];
  private long sessionHigh;
  private int sessionLow;

  /** Keyed for the session that the stored value names. */
  SessionCipher(Xaes xaes, byte[] storedValue) {
    this.xaes = xaes;
    this.gcm = xaes.cipher(storedValue, Envelope.SESSION_OFFSET);
    remember(storedValue);
  }

  boolean isKeyedFor(byte[] storedValue) {
    return BigEndian.getLong(storedValue, Envelope.SESSION_OFFSET) == sessionHigh
        && BigEndian.getInt(storedValue, Envelope.SESSION_OFFSET + Long.BYTES) == sessionLow;
  }

  /** Leaves the session so far for the one that the stored value names, if that is another. */
  void keyFor(byte[] storedValue) {
    if (!isKeyedFor(storedValue)) {
      gcm.use(xaes.derive(storedValue, Envelope.SESSION_OFFSET));
      remember(storedValue);
    }
  }

  /** Fills a segment of a stored value of this session, whose header is written. */
  void seal(Segments segments, int index, byte[] plaintext, int offset) {
    nonce(segments, index);
    gcm.seal(
        nonce,
        segments.associatedData(),
        plaintext,
        offset,
        segments.length(index),
        segments.storedValue(),
        segments.storedOffset(index));
  }

  /**
   * Opens a segment of a stored value of this session.
   *
   * @return false if it is not authentic; don't use this object then
   */
  boolean open(Segments segments, int index, byte[] plaintext, int offset) {
    nonce(segments, index);
    return gcm.open(
        nonce,
        segments.associatedData(),
        segments.storedValue(),
        segments.storedOffset(index),
        segments.length(index) + Envelope.TAG_LENGTH,
        plaintext,
        offset);
  }

  private void nonce(Segments segments, int index) {
    System.arraycopy(segments.storedValue(), Envelope.COUNTER_OFFSET, nonce, 0, INDEX_OFFSET);
    BigEndian.putInt(nonce, INDEX_OFFSET, segments.isLast(index) ? index | LAST_SEGMENT : index);
  }

  private void remember(byte[] storedValue) {
    sessionHigh = BigEndian.getLong(storedValue, Envelope.SESSION_OFFSET);
    sessionLow = BigEndian.getInt(storedValue, Envelope.SESSION_OFFSET + Long.BYTES);
  }
}
