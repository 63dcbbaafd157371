package io.sealcache.core;

import org.jspecify.annotations.Nullable;

/**
 * Seals cache values, freshly each time: equal plaintexts give unlike stored values. <a
 * href="https://c2sp.org/XAES-256-GCM">XAES-256-GCM</a>, bound to the stored key, so that a stored
 * value opens under its own key only. Thread-safe; no locks.
 *
 * <p>With {@link NonceMode#COUNTER} messages of one {@link Session} share a derived key and count.
 */
final class ValueCipher {
  /** Length in bytes of the secret. */
  static final int KEY_LENGTH = 32;

  private final CipherPool<ValueWorker> workers;

  /**
   * @param secret {@value #KEY_LENGTH} bytes, taken over
   * @param options not kept, as they lead to other keys
   */
  ValueCipher(byte[] secret, int keyId, EntrySealerBuilder options, JcaProvider provider) {
    if (secret.length != KEY_LENGTH) {
      throw new IllegalArgumentException(
          "The key of a ValueCipher has " + KEY_LENGTH + " bytes, not " + secret.length);
    }
    NonceMode mode = options.nonces;
    SessionSource sessions = new SessionSource(options.random, options.sessionClock);
    workers =
        new CipherPool<>(
            () -> new ValueWorker(new Xaes(secret, provider), keyId, new Nonces(sessions, mode)));
  }

  /**
   * Seals a plaintext of at least one byte.
   *
   * @param storedKey the key that the value is to be stored under, as bytes
   * @return a new stored value
   * @throws IllegalArgumentException if it is empty or the stored value does not fit an array
   */
  byte[] seal(Payload plaintext, byte[] storedKey) {
    ValueWorker worker = workers.take();
    Segments segments = worker.begin(plaintext, storedKey);
    boolean unused = worker.run(segments, 0, segments.count());
    workers.give(worker);
    return segments.storedValue();
  }

  /**
   * Opens a stored value, which is untrusted. No byte is returned before each tag is checked.
   *
   * @param storedKey the key that the value was found under, as bytes
   * @return null if it was not sealed so under this key and this stored key
   */
  byte @Nullable [] open(byte[] storedValue, byte[] storedKey) {
    if (!Envelope.isStoredValue(storedValue)) {
      return null;
    }
    byte[] plaintext = new byte[Envelope.plaintextLength(storedValue.length)];
    Segments segments = new Segments(false, storedValue, storedKey, Payload.of(plaintext));
    return open(segments, 0, segments.count()) ? plaintext : null;
  }

  /**
   * Opens some segments of a stored value, which say nothing of the others.
   *
   * @return false if one is not authentic; then all of the plaintext is filled with zeros
   */
  boolean open(Segments segments, int first, int end) {
    boolean authentic = false;
    try {
      ValueWorker worker = workers.take();
      authentic = worker.run(segments, first, end);
      workers.give(worker);
      return authentic;
    } finally {
      if (!authentic) {
        segments.plaintext().wipe();
      }
    }
  }
}
