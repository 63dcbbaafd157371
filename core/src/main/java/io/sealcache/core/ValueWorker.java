package io.sealcache.core;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Seals and opens values for one thread at a time: nonces, and ciphers keyed for sessions, for
 * opening those met last. A session that was not met, which whoever writes to the store may choose,
 * costs one derivation and evicts another one. Not thread-safe.
 */
final class ValueWorker {
  private static final int SESSIONS = 16;

  private final int keyId;
  private final Xaes xaes;
  private final Nonces nonces;

  // For opening, and one more for sealing, which no other session evicts.
  private final @Nullable SessionCipher[] ciphers = new @Nullable SessionCipher[SESSIONS + 1];
  private int last;
  private int oldest;
  private byte[] scratch = Payload.NO_TRAIL;

  ValueWorker(Xaes xaes, int keyId, Nonces nonces) {
    this.xaes = xaes;
    this.keyId = keyId;
    this.nonces = nonces;
  }

  /** Begins a new stored value: writes all but its segments. */
  Segments begin(Payload plaintext, byte[] storedKey) {
    int length = plaintext.length();
    byte[] storedValue = Envelope.withHeader(keyId, Envelope.storedValueLength(length));
    nonces.next(storedValue, length);
    return new Segments(true, storedValue, storedKey, plaintext);
  }

  /**
   * Seals or opens segments of a value, from the first one to the one before {@code end}.
   *
   * @return false as soon as one that is opened is not authentic
   */
  boolean run(Segments segments, int first, int end) {
    byte[] storedValue = segments.storedValue();
    int slot = segments.isSealing() ? SESSIONS : slotFor(storedValue);
    SessionCipher cipher = keyed(slot, storedValue);
    try {
      for (int i = first; i < end; i++) {
        if (!segments.plaintext().run(segments, i, cipher, this)) {
          // It threw, so it may be in the middle of a message; its place is the next to go.
          ciphers[slot] = null;
          oldest = slot;
          return false;
        }
      }
      return true;
    } finally {
      Arrays.fill(scratch, (byte) 0);
      scratch = Payload.NO_TRAIL;
    }
  }

  /** Room for one segment, until this ends to {@link #run}. */
  byte[] scratch() {
    if (scratch.length == 0) {
      scratch = new byte[Envelope.SEGMENT_LENGTH];
    }
    return scratch;
  }

  private int slotFor(byte[] storedValue) {
    for (int i = 0; i < SESSIONS; i++) {
      int slot = (last + i) % SESSIONS;
      SessionCipher cipher = ciphers[slot];
      if (cipher != null && cipher.isKeyedFor(storedValue)) {
        last = slot;
        return slot;
      }
    }
    last = oldest;
    oldest = (oldest + 1) % SESSIONS;
    return last;
  }

  private SessionCipher keyed(int slot, byte[] storedValue) {
    SessionCipher cipher = ciphers[slot];
    if (cipher == null) {
      cipher = new SessionCipher(xaes, storedValue);
      ciphers[slot] = cipher;
    }
    cipher.keyFor(storedValue);
    return cipher;
  }
}
