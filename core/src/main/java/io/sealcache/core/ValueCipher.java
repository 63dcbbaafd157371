package io.sealcache.core;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Seals cache values, freshly each time: equal plaintexts give unlike stored values. <a
 * href="https://c2sp.org/XAES-256-GCM">XAES-256-GCM</a>, bound to the stored key, so that a stored
 * value opens under its own key only. Thread-safe; no locks.
 *
 * <p>With {@link NonceMode#COUNTER} messages of one session share a derived key and count. A new
 * session begins after 2^32 messages, 1 TiB, 10 minutes, a jump of the wall clock against the
 * monotonic one by more than a second, or with an epoch of the {@link SealingGate}. Clocks and
 * epoch are looked at for each message. Messages and bytes are reserved, 1,024 and 256 KiB at once:
 * a session may end with less of them, never with more.
 */
final class ValueCipher {
  /** Length in bytes of the secret. */
  static final int KEY_LENGTH = 32;

  private final SealingGate gate;
  private final SealingThreads threads;
  private final CipherPool<ValueWorker> workers;

  /** What all ciphers of one sealer share. */
  record Surroundings(
      JcaProvider provider,
      SealingGate gate,
      SealingThreads threads,
      SecureRandom random,
      SessionClock clock) {

    Surroundings(JcaProvider provider, SealingGate gate, SealingThreads threads) {
      this(provider, gate, threads, FreshRandom.ofOperatingSystem(), SessionClock.SYSTEM);
    }
  }

  /**
   * @param key {@value #KEY_LENGTH} secret bytes, copied
   * @param keyId public, written into each stored value
   * @param mode how nonces are chosen when sealing; what is stored opens alike
   * @param listener is told of sessions by the thread that is about to seal in them
   * @throws IllegalArgumentException if the key has another length
   */
  ValueCipher(
      byte[] key,
      int keyId,
      NonceMode mode,
      Surroundings surroundings,
      Consumer<SessionCause> listener) {
    if (key.length != KEY_LENGTH) {
      throw new IllegalArgumentException(
          "The key of a ValueCipher has " + KEY_LENGTH + " bytes, not " + key.length);
    }
    byte[] secret = key.clone();
    gate = surroundings.gate();
    threads = surroundings.threads();
    FreshRandom fresh = new FreshRandom(surroundings.random(), gate);
    SessionSource sessions = new SessionSource(gate, fresh, surroundings.clock(), listener);
    Supplier<NonceSource> nonces =
        switch (mode) {
          case COUNTER -> () -> new CounterNonces(sessions);
          case RANDOM -> () -> new RandomNonces(fresh);
        };
    workers =
        new CipherPool<>(
            () -> new ValueWorker(new Xaes(secret, surroundings.provider()), keyId, nonces.get()));
  }

  /**
   * Seals a part of an array.
   *
   * @throws IndexOutOfBoundsException if the part lies outside of the array
   */
  byte[] seal(byte[] array, int offset, int length, byte[] storedKey) {
    Objects.checkFromIndexSize(offset, length, array.length);
    return seal(new Plaintext(array, offset, length), storedKey);
  }

  /**
   * Seals a plaintext of at least one byte.
   *
   * @param storedKey what the value is to be stored under, as bytes
   * @return a new stored value, of {@link Envelope#storedValueLength} bytes
   * @throws IllegalArgumentException if it is empty or the stored value does not fit an array
   * @throws IllegalStateException if the gate is shut, and this thread must not wait
   */
  byte[] seal(Plaintext plaintext, byte[] storedKey) {
    long entered = gate.enter();
    try {
      ValueWorker worker = workers.take();
      Segments segments = worker.begin(plaintext.length(), storedKey);
      int others = threads.othersFor(segments.count());
      if (others == 0) {
        worker.seal(segments, plaintext, null);
      } else {
        SegmentCrew crew = new SegmentCrew(0, segments.count());
        Runnable own = () -> worker.seal(segments, plaintext, crew);
        crew.work(own, () -> sealAlong(segments, plaintext, crew), others, threads.executor());
      }
      workers.give(worker);
      return segments.storedValue();
    } finally {
      gate.leave(entered); // Others, too, have left the value alone by now.
    }
  }

  private void sealAlong(Segments segments, Plaintext plaintext, SegmentCrew crew) {
    ValueWorker worker = workers.take();
    worker.seal(segments, plaintext, crew);
    workers.give(worker);
  }

  /**
   * Opens a stored value. No byte of it is returned before each of its tags is checked.
   *
   * @param storedValue untrusted
   * @param storedKey what the value was found under, as bytes
   * @return the plaintext, a new array, or null if it was not sealed so under this key and this
   *     stored key
   */
  byte @Nullable [] open(byte[] storedValue, byte[] storedKey) {
    if (!Envelope.isStoredValue(storedValue)) {
      return null;
    }
    Segments segments = new Segments(storedValue, storedKey);
    byte[] plaintext = new byte[segments.length()];
    return open(segments, OpeningTarget.of(plaintext), 0, segments.count()) ? plaintext : null;
  }

  /**
   * Opens the first segment of a stored value, which says nothing of the others.
   *
   * @return the plaintext of the segment, a new array, or null as {@link #open} does
   */
  byte @Nullable [] openFirst(byte[] storedValue, byte[] storedKey) {
    Segments segments = new Segments(storedValue, storedKey);
    byte[] plaintext = new byte[segments.length(0)];
    return open(segments, OpeningTarget.of(plaintext), 0, 1) ? plaintext : null;
  }

  /**
   * Opens the other segments of a stored value.
   *
   * @param buffer gets the plaintext from its first byte on, and only zeros if not all tags match
   * @param first from {@link #openFirst}
   * @param skipped how many bytes of {@code first} the buffer doesn't take
   * @return false if not all tags match
   */
  boolean openRest(
      byte[] storedValue, byte[] storedKey, ByteBuffer buffer, byte[] first, int skipped) {
    Segments segments = new Segments(storedValue, storedKey);
    return open(segments, OpeningTarget.of(buffer, first, skipped), 1, segments.count());
  }

  private boolean open(Segments segments, OpeningTarget target, int first, int end) {
    int others = threads.othersFor(end - first);
    boolean authentic = false;
    try {
      if (others == 0) {
        authentic = openAlong(segments, target, first, end, null);
      } else {
        SegmentCrew crew = new SegmentCrew(first, end);
        Runnable each = () -> openAlong(segments, target, first, end, crew);
        crew.work(each, each, others, threads.executor());
        authentic = crew.isDone();
      }
      return authentic;
    } finally {
      if (!authentic) {
        target.wipe();
      }
    }
  }

  private boolean openAlong(
      Segments segments, OpeningTarget target, int first, int end, @Nullable SegmentCrew crew) {
    ValueWorker worker = workers.take();
    boolean authentic = worker.open(segments, target, first, end, crew);
    if (!authentic && crew != null) {
      crew.stop();
    }
    workers.give(worker);
    return authentic;
  }
}
