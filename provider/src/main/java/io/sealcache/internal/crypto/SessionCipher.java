package io.sealcache.internal.crypto;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * XAES-256-GCM keyed for one session at a time: messages of the same session in a row cost neither
 * a derivation nor a key schedule. A message is cut into segments here. Not thread-safe.
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

  /** Leaves the session so far for the one that the stored value names. */
  void keyFor(byte[] storedValue) {
    gcm.use(xaes.derive(storedValue, Envelope.SESSION_OFFSET));
    remember(storedValue);
  }

  /** Fills a stored value whose header is written, session and counter included. */
  void seal(byte[] plaintext, int offset, int length, byte[] storedValue, byte[] storedKey) {
    byte[] associatedData = Envelope.associatedData(storedValue, storedKey);
    int output = Envelope.VALUE_HEADER_LENGTH;
    for (int done = 0, index = 0; done < length; index++) {
      int segment = Math.min(length - done, Envelope.SEGMENT_LENGTH);
      nonce(storedValue, index, done + segment == length);
      gcm.seal(nonce, associatedData, plaintext, offset + done, segment, storedValue, output);
      output += segment + Envelope.TAG_LENGTH;
      done += segment;
    }
  }

  /**
   * Opens a stored value of this session.
   *
   * @return the plaintext, or null if any segment is not authentic; don't use this object then
   */
  byte @Nullable [] open(byte[] storedValue, byte[] storedKey) {
    byte[] associatedData = Envelope.associatedData(storedValue, storedKey);
    byte[] plaintext = new byte[(int) Envelope.plaintextLength(storedValue.length)];
    int input = Envelope.VALUE_HEADER_LENGTH;
    for (int done = 0, index = 0; done < plaintext.length; index++) {
      int segment = Math.min(plaintext.length - done, Envelope.SEGMENT_LENGTH);
      int sealed = segment + Envelope.TAG_LENGTH;
      nonce(storedValue, index, done + segment == plaintext.length);
      if (!gcm.open(nonce, associatedData, storedValue, input, sealed, plaintext, done)) {
        Arrays.fill(plaintext, (byte) 0);
        return null;
      }
      input += sealed;
      done += segment;
    }
    return plaintext;
  }

  private void nonce(byte[] storedValue, int index, boolean isLast) {
    System.arraycopy(storedValue, Envelope.COUNTER_OFFSET, nonce, 0, INDEX_OFFSET);
    BigEndian.putInt(nonce, INDEX_OFFSET, isLast ? index | LAST_SEGMENT : index);
  }

  private void remember(byte[] storedValue) {
    sessionHigh = BigEndian.getLong(storedValue, Envelope.SESSION_OFFSET);
    sessionLow = BigEndian.getInt(storedValue, Envelope.SESSION_OFFSET + Long.BYTES);
  }
}
