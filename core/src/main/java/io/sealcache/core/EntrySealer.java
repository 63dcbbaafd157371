package io.sealcache.core;

import io.sealcache.core.Outcome.Opened;
import io.sealcache.core.Outcome.Refused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Seals and opens the keys and values of one cache and tenant under one keyring. Keys are sealed
 * deterministically, by AES-SIV (RFC 5297); values freshly each time, by XAES-256-GCM, and bound to
 * their stored key. Bytes that others wrote are never an exception, but {@link Refused}.
 *
 * <p>Thread-safe. Nothing that is derived from the keyring can be reached from this object once it
 * is {@linkplain #close closed}, whoever still holds it: from then on what seals or opens throws
 * {@link IllegalStateException}.
 *
 * <p>Copies of a process repeat each other's nonces, which lays plaintexts open. So end what seals,
 * and close the sealer, before a CRaC checkpoint or a snapshot of the machine, and build one in
 * each copy.
 */
public final class EntrySealer implements AutoCloseable {
  /** For clocks of two machines that disagree a little. */
  private static final long CLOCK_TOLERANCE_MILLIS = 5_000;

  private final ValueFormat format;
  private final @Nullable Duration maxAge;
  private final InstantSource clock;
  private final boolean isOfTenant;
  private final int indexKeyId;
  private final int currentKeyId;
  private volatile @Nullable Ciphers ciphers;

  private record Ciphers(KeyCipher keys, ValueCipher current, Map<Integer, ValueCipher> previous) {}

  EntrySealer(EntrySealerBuilder options, JcaProvider provider) {
    format = new ValueFormat(options);
    maxAge = options.maxAge;
    clock = options.clock;
    isOfTenant = options.tenant != null;
    KeyCipher keys = options.keyCipher(provider);
    indexKeyId = keys.keyId;
    MasterKey current = options.keyring.current();
    currentKeyId = current.id();
    Map<Integer, ValueCipher> previous = new HashMap<>();
    for (MasterKey key : options.keyring.previous()) {
      previous.put(key.id(), options.valueCipher(key, provider));
    }
    ciphers = new Ciphers(keys, options.valueCipher(current, provider), previous);
  }

  /**
   * Options for the sealer of one cache.
   *
   * @param keyring whose keys stay the caller's; they may be destroyed once the sealer is built
   * @param cacheName separates the cache from others under the same keys
   */
  public static EntrySealerBuilder builder(Keyring keyring, String cacheName) {
    return new EntrySealerBuilder(keyring, cacheName);
  }

  /** The id of the master key that stored keys are made with. */
  public int indexKeyId() {
    return indexKeyId;
  }

  /** The id of the master key that values are sealed with. */
  public int currentKeyId() {
    return currentKeyId;
  }

  /** How many bytes {@link Payload#behindRoom} needs with a trail of that many bytes. */
  public int room(int trailLength) {
    return format.room(trailLength);
  }

  /** The longest that a sealed value of this cache may be, in bytes. */
  public long maxStoredLength() {
    return format.maxStoredLength;
  }

  /**
   * Seals a key: equal keys give equal stored keys.
   *
   * @throws IllegalArgumentException if it is longer than {@value StoredKey#MAX_PLAINTEXT_LENGTH}
   *     bytes
   */
  public StoredKey sealKey(byte[] key) {
    return sealKey(key, 0, key.length);
  }

  /** Seals a key that is a part of an array. */
  public StoredKey sealKey(byte[] array, int offset, int length) {
    if (length > StoredKey.MAX_PLAINTEXT_LENGTH) {
      throw new IllegalArgumentException(
          "A key has at most %d bytes, not %d; use a digest of it"
              .formatted(StoredKey.MAX_PLAINTEXT_LENGTH, length));
    }
    return new StoredKey(ciphers().keys().seal(array, offset, length));
  }

  /**
   * Opens a stored key that a store handed out unasked. Whoever has the index key could have made
   * it: decode it only after its value opened.
   */
  public Outcome openKey(StoredKey key) {
    KeyCipher cipher = ciphers().keys();
    if (key.keyId() != indexKeyId) {
      // With tenants, others' keys are expected; each may have an index key of its own.
      return Refused.because(isOfTenant ? UnreadableReason.FOREIGN : UnreadableReason.UNKNOWN_KEY);
    }
    byte[] plaintext = cipher.open(key.bytes());
    return plaintext == null
        ? Refused.because(isOfTenant ? UnreadableReason.FOREIGN : UnreadableReason.TAMPERED)
        : new Opened(ByteBuffer.wrap(plaintext), 0, Payload.NO_TRAIL, true);
  }

  /**
   * Seals a value, to be stored under {@code key} and nothing else.
   *
   * @throws IllegalArgumentException if it is longer than {@link EntrySealerBuilder#maxPayload}
   */
  public SealedBytes sealValue(StoredKey key, Payload payload) {
    ValueCipher cipher = ciphers().current();
    long written = payload.writtenMillis == Payload.NOW ? clock.millis() : payload.writtenMillis;
    return SealedBytes.ofStore(cipher.seal(format.layOut(payload, written), key.bytes()));
  }

  /** Opens what a store holds under {@code key}. */
  public Outcome openValue(StoredKey key, SealedBytes value) {
    return open(key, value.bytes(), maxAge, null);
  }

  /**
   * Opens what a store holds under {@code key}, without a copy where it is a large value that is
   * neither deflated nor padded.
   */
  public Outcome openValue(StoredKey key, SealedBytes value, Destination destination) {
    return open(key, value.bytes(), maxAge, destination);
  }

  /**
   * As {@link #openValue(StoredKey, SealedBytes)}, however old the value is: for what tells of the
   * past, as events do.
   */
  public Outcome openValueOfAnyAge(StoredKey key, SealedBytes value) {
    return open(key, value.bytes(), null, null);
  }

  private Outcome open(
      StoredKey key, byte[] stored, @Nullable Duration limit, @Nullable Destination destination) {
    Ciphers all = ciphers();
    if (stored.length > format.maxStoredLength || !Envelope.isStoredValue(stored)) {
      return Refused.because(UnreadableReason.MALFORMED);
    }
    int keyId = Envelope.keyId(stored);
    ValueCipher cipher = keyId == currentKeyId ? all.current() : all.previous().get(keyId);
    if (cipher == null) {
      return Refused.because(UnreadableReason.UNKNOWN_KEY);
    }
    if (destination != null && Envelope.plaintextLength(stored.length) > Envelope.SEGMENT_LENGTH) {
      Outcome inPlace = openInPlace(cipher, key, stored, destination);
      if (inPlace != null) {
        return inPlace;
      }
    }
    byte[] plaintext = cipher.open(stored, key.bytes());
    if (plaintext == null) {
      return Refused.because(UnreadableReason.TAMPERED);
    }
    Refused refused = refusal(plaintext, limit);
    if (refused != null) {
      return refused;
    }
    try {
      ByteBuffer payload = format.payload(plaintext);
      if (payload == null) {
        return Refused.because(UnreadableReason.MALFORMED);
      }
      if (destination != null) {
        payload = place(destination, payload.remaining()).put(payload).flip();
      }
      return opened(payload, plaintext, stored);
    } catch (IOException e) {
      return Refused.undecodable(": " + e.getMessage(), 0);
    }
  }

  private @Nullable Refused refusal(byte[] plaintext, @Nullable Duration limit) {
    if (plaintext.length < ValueFormat.HEADER_LENGTH) {
      return Refused.undecodable("", 0);
    }
    long age = limit == null ? 0 : clock.millis() - ValueFormat.writtenMillis(plaintext);
    if (age < -CLOCK_TOLERANCE_MILLIS) { // one fast clock would have it accepted for longer
      return Refused.because(UnreadableReason.FROM_THE_FUTURE);
    }
    // Compared as durations: the limit may be longer than a long of milliseconds.
    if (limit != null
        && age > CLOCK_TOLERANCE_MILLIS
        && Duration.ofMillis(age - CLOCK_TOLERANCE_MILLIS).compareTo(limit) > 0) {
      return Refused.because(UnreadableReason.TOO_OLD);
    }
    return format.refusal(plaintext);
  }

  /** Null where it has to be opened elsewhere first, or is to be refused. */
  private @Nullable Outcome openInPlace(
      ValueCipher cipher, StoredKey key, byte[] stored, Destination destination) {
    byte[] first = new byte[Envelope.SEGMENT_LENGTH];
    Segments head = new Segments(false, stored, key.bytes(), Payload.of(first));
    if (!cipher.open(head, 0, 1) || refusal(first, maxAge) != null || !ValueFormat.isPlain(first)) {
      return null;
    }
    int start = format.payloadStart(first);
    int length = Envelope.plaintextLength(stored.length) - start;
    if (format.isOversized(length)) {
      return null;
    }
    ByteBuffer target = place(destination, length).put(0, first, start, first.length - start);
    Payload whole = Payload.of(first, start, target);
    boolean authentic =
        cipher.open(new Segments(false, stored, key.bytes(), whole), 1, head.count());
    Outcome outcome =
        authentic ? opened(target, first, stored) : Refused.because(UnreadableReason.TAMPERED);
    Arrays.fill(first, (byte) 0);
    return outcome;
  }

  private static ByteBuffer place(Destination destination, int length) {
    ByteBuffer place = destination.allocate(length).slice();
    if (place.capacity() != length) {
      throw new IllegalArgumentException(
          "A place for %d bytes is needed, not for %d".formatted(length, place.capacity()));
    }
    return place;
  }

  private Opened opened(ByteBuffer payload, byte[] head, byte[] stored) {
    boolean isCurrent = Envelope.keyId(stored) == currentKeyId;
    return new Opened(payload, ValueFormat.writtenMillis(head), format.trail(head), isCurrent);
  }

  private Ciphers ciphers() {
    Ciphers open = ciphers;
    if (open == null) {
      throw new IllegalStateException("This sealer is closed, and its keys are gone");
    }
    return open;
  }

  /** Lets go of all keys; operations in course may end with those they have. */
  @Override
  public void close() {
    ciphers = null;
  }

  /** Names the keys by their ids, which are public. */
  @Override
  public String toString() {
    return "EntrySealer[index=%08x, current=%08x]".formatted(indexKeyId, currentKeyId);
  }
}
