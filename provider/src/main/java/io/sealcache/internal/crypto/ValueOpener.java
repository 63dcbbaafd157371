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

  byte @Nullable [] open(byte[] storedValue, byte[] storedKey) {
    byte[] plaintext = cipherFor(storedValue).open(storedValue, storedKey);
    if (plaintext == null) {
      // It threw, so it may be in the middle of a message; its place is the next to be taken.
      ciphers[last] = null;
      oldest = last;
    }
    return plaintext;
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
