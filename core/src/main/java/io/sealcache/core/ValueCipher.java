package io.sealcache.internal.crypto;

import io.sealcache.encryption.NonceMode;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
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
public final class ValueCipher {
  /** Length in bytes of the secret. */
  public static final int KEY_LENGTH = 32;

  private final SealingGate gate;
  private final SegmentThreads threads;
  private final SessionSource sessions;
  private final CipherPool<ValueSealer> sealers;
  private final CipherPool<ValueOpener> openers;

  /**
   * @param key {@value #KEY_LENGTH} secret bytes, copied
   * @param keyId public, written into each stored value
   * @param mode how nonces are chosen when sealing; what is stored opens alike
   * @throws IllegalArgumentException if the key has another length
   */
  public ValueCipher(byte[] key, int keyId, NonceMode mode) {
    this(key, keyId, mode, JcaProvider.OF_JVM, new SealingGate());
  }

  /**
   * As {@link #ValueCipher(byte[], int, NonceMode)}, with the AES of {@code provider}, behind
   * {@code gate}.
   *
   * @throws IllegalArgumentException if the key has another length
   */
  public ValueCipher(
      byte[] key, int keyId, NonceMode mode, JcaProvider provider, SealingGate gate) {
    this(key, keyId, mode, provider, gate, SessionListener.NONE, SegmentThreads.OF_CALLER);
  }

  /**
   * As {@link #ValueCipher(byte[], int, NonceMode, JcaProvider, SealingGate)}; {@code listener}
   * hears of each session, and large values are sealed and opened by {@code threads}.
   *
   * @throws IllegalArgumentException if the key has another length
   */
  public ValueCipher(
      byte[] key,
      int keyId,
      NonceMode mode,
      JcaProvider provider,
      SealingGate gate,
      SessionListener listener,
      SegmentThreads threads) {
    this(
        key,
        keyId,
        mode,
        provider,
        gate,
        listener,
        threads,
        FreshRandom.ofOperatingSystem(),
        SessionClock.SYSTEM);
  }

  ValueCipher(
      byte[] key,
      int keyId,
      NonceMode mode,
      JcaProvider provider,
      SealingGate gate,
      SecureRandom random,
      SessionClock clock) {
    this(
        key,
        keyId,
        mode,
        provider,
        gate,
        SessionListener.NONE,
        SegmentThreads.OF_CALLER,
        random,
        clock);
  }

  ValueCipher(
      byte[] key,
      int keyId,
      NonceMode mode,
      JcaProvider provider,
      SealingGate gate,
      SessionListener listener,
      SegmentThreads threads,
      SecureRandom random,
      SessionClock clock) {
    if (key.length != KEY_LENGTH) {
      throw new IllegalArgumentException(
          "The key of a ValueCipher has " + KEY_LENGTH + " bytes, not " + key.length);
    }
    byte[] secret = key.clone();
    FreshRandom fresh = new FreshRandom(random, gate);
    this.gate = gate;
    this.threads = threads;
    this.sessions = new SessionSource(gate, fresh, clock, listener);
    Supplier<NonceSource> nonces =
        switch (mode) {
          case COUNTER -> () -> new CounterNonces(sessions);
          case RANDOM -> () -> new RandomNonces(fresh);
        };
    sealers =
        new CipherPool<>(() -> new ValueSealer(new Xaes(secret, provider), keyId, nonces.get()));
    openers = new CipherPool<>(() -> new ValueOpener(new Xaes(secret, provider)));
  }

  /**
   * Seals a part of an array.
   *
   * @param length at least 1
   * @param storedKey what the value is to be stored under, as bytes
   * @return a new stored value, of {@link Envelope#storedValueLength} bytes
   * @throws IndexOutOfBoundsException if the part lies outside of the array
   * @throws IllegalArgumentException if {@code length} is 0 or the stored value does not fit an
   *     array
   * @throws IllegalStateException if the gate is shut, and this thread must not wait
   */
  public byte[] seal(byte[] plaintext, int offset, int length, byte[] storedKey) {
    Objects.checkFromIndexSize(offset, length, plaintext.length);
    int entered = gate.enter();
    try {
      ValueSealer sealer = sealers.take();
      Segments segments = sealer.begin(plaintext, offset, length, storedKey);
      seal(segments, sealer);
      sealers.give(sealer);
      return segments.storedValue();
    } finally {
      gate.leave(entered); // Others, too, have left the value alone by now.
    }
  }

  private void seal(Segments segments, ValueSealer sealer) {
    int others = threads.othersFor(segments.count());
    if (others == 0) {
      sealer.seal(segments);
    } else {
      SegmentCrew crew = new SegmentCrew(segments.count());
      Runnable own = () -> sealer.seal(segments, crew);
      crew.work(own, () -> sealAlong(segments, crew), others, threads.pool());
    }
  }

  private void sealAlong(Segments segments, SegmentCrew crew) {
    ValueSealer sealer = sealers.take();
    sealer.seal(segments, crew);
    sealers.give(sealer);
  }

  /**
   * Opens a stored value. No byte of it is returned before each of its tags is checked.
   *
   * @param storedValue untrusted; whether it is one of this key's shows {@link
   *     Envelope#isStoredValue} and {@link Envelope#keyId} beforehand
   * @param storedKey what the value was found under, as bytes
   * @return the plaintext, a new array, or null if it was not sealed so under this key and this
   *     stored key
   */
  public byte @Nullable [] open(byte[] storedValue, byte[] storedKey) {
    if (!Envelope.isStoredValue(storedValue)) {
      return null;
    }
    ValueOpener opener = openers.take();
    Segments segments = Segments.toOpen(storedValue, storedKey);
    boolean authentic = open(segments, opener);
    openers.give(opener);
    if (authentic) {
      return segments.plaintext();
    }
    Arrays.fill(segments.plaintext(), (byte) 0);
    return null;
  }

  private boolean open(Segments segments, ValueOpener opener) {
    int others = threads.othersFor(segments.count());
    if (others == 0) {
      return opener.open(segments);
    }
    SegmentCrew crew = new SegmentCrew(segments.count());
    Runnable own = () -> opener.open(segments, crew);
    crew.work(own, () -> openAlong(segments, crew), others, threads.pool());
    return crew.isDone();
  }

  private void openAlong(Segments segments, SegmentCrew crew) {
    ValueOpener opener = openers.take();
    opener.open(segments, crew);
    openers.give(opener);
  }

  /** The age of the session; zero if none was begun yet, in this epoch. */
  public Duration sessionAge() {
    return sessions.age();
  }
}
