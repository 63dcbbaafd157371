package io.sealcache.internal.crypto;

import org.jspecify.annotations.Nullable;

/**
 * What opens values for one thread at a time: ciphers keyed for the sessions met last. A session
 * that was not met, which whoever writes to the store may choose, costs one derivation and evicts
 * another one. Not thread-safe.
 */
final class ValueOpener {
  private static final int SESSIONS = 16;

  private final Xaes xaes;
  private final @Nullable SessionCipher[] ciphers = new @Nullable SessionCipher[SESSIONS];
  private int last;
  private int oldest;

  ValueOpener(Xaes xaes) {
    this.xaes = xaes;
  }

  /**
   * Opens all segments.
   *
   * @return false as soon as one is not authentic
   */
  boolean open(Segments segments) {
    SessionCipher cipher = cipherFor(segments.storedValue());
    for (int i = 0; i < segments.count(); i++) {
      if (!cipher.open(segments, i)) {
        forget();
        return false;
      }
    }
    return true;
  }

  /** Opens those that the crew leaves to it, which it stops as soon as one is not authentic. */
  void open(Segments segments, SegmentCrew crew) {
    SessionCipher cipher = cipherFor(segments.storedValue());
    for (int i = crew.take(); i >= 0; i = crew.take()) {
      if (!cipher.open(segments, i)) {
        forget();
        crew.stop();
        return;
      }
      crew.done();
    }
  }

  /** The last one threw, so it may be in the middle of a message; its place is the next to go. */
  private void forget() {
    ciphers[last] = null;
    oldest = last;
  }

  private SessionCipher cipherFor(byte[] storedValue) {
    for (int i = 0; i < SESSIONS; i++) {
      int slot = (last + i) % SESSIONS;
      SessionCipher cipher = ciphers[slot];
      if (cipher != null && cipher.isKeyedFor(storedValue)) {
        last = slot;
        return cipher;
      }
    }
    return replaceOldest(storedValue);
  }

  private SessionCipher replaceOldest(byte[] storedValue) {
    last = oldest;
    oldest = (oldest + 1) % SESSIONS;
    SessionCipher cipher = ciphers[last];
    if (cipher == null) {
      cipher = new SessionCipher(xaes, storedValue);
      ciphers[last] = cipher;
    } else {
      cipher.keyFor(storedValue);
    }
    return cipher;
  }
}
