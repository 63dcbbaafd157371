package io.sealcache.core;

import javax.crypto.SecretKey;

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
  private byte[] associatedData = {};
  private SecretKey key;
  private long sessionHigh;
  private int sessionLow;

  /** Keyed for the session that the stored value names. */
  SessionCipher(Xaes xaes, byte[] storedValue) {
    this.xaes = xaes;
    this.gcm = new AesGcm(xaes.provider);
    this.key = derive(storedValue);
  }

  /** Leaves the session so far for the one that the stored value names, if that is another. */
  void keyFor(byte[] storedValue) {
    if (!isKeyedFor(storedValue)) {
      key = derive(storedValue);
    }
  }

  boolean isKeyedFor(byte[] storedValue) {
    return BigEndian.getLong(storedValue, Envelope.SESSION_OFFSET) == sessionHigh
        && BigEndian.getInt(storedValue, Envelope.SESSION_OFFSET + Long.BYTES) == sessionLow;
  }

  private SecretKey derive(byte[] storedValue) {
    SecretKey derived = xaes.derive(storedValue, Envelope.SESSION_OFFSET);
    sessionHigh = BigEndian.getLong(storedValue, Envelope.SESSION_OFFSET);
    sessionLow = BigEndian.getInt(storedValue, Envelope.SESSION_OFFSET + Long.BYTES);
    return derived;
  }

  /**
   * Seals or opens a segment of a stored value of this session, whose header is written.
   *
   * @return false if it was to be opened and is not authentic; don't use this object then
   */
  boolean run(Segments segments, int index, byte[] plaintext, int offset) {
    byte[] stored = segments.storedValue();
    int at = segments.storedOffset(index);
    int length = segments.length(index);
    System.arraycopy(stored, Envelope.COUNTER_OFFSET, nonce, 0, INDEX_OFFSET);
    BigEndian.putInt(
        nonce, INDEX_OFFSET, index == segments.count() - 1 ? index | LAST_SEGMENT : index);
    associatedData = Envelope.associatedData(stored, segments.storedKey(), associatedData);
    gcm.begin(segments.isSealing(), key, nonce, associatedData);
    return segments.isSealing()
        ? gcm.finish(plaintext, offset, length, stored, at)
        : gcm.finish(stored, at, length + Envelope.TAG_LENGTH, plaintext, offset);
  }
}
