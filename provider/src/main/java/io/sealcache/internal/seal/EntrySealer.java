package io.sealcache.internal.seal;

import io.sealcache.codec.EncodingBuffer;
import io.sealcache.encryption.UnreadableReason;
import io.sealcache.internal.concurrent.RecentClock;
import io.sealcache.internal.crypto.Envelope;
import io.sealcache.internal.crypto.SegmentThreads;
import io.sealcache.internal.crypto.ValueCipher;
import io.sealcache.internal.jfr.FlightEvents;
import io.sealcache.internal.jfr.Timing;
import io.sealcache.internal.store.AgeLimit;
import io.sealcache.internal.store.ValueCarrier;
import io.sealcache.keys.Keyring;
import io.sealcache.keys.MasterKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * The one place where plaintext meets ciphertext: seals and opens the keys and values of one cache
 * and tenant under one snapshot of the keyring. Thread-safe.
 */
final class EntrySealer {
  private final SealingOptions options;
  private final Keyring keyring;
  private final boolean tenantsShareCache;
  private final EncryptionStatistics statistics;
  private final ValueFormat format;
  private final long maxStoredLength;
  private final KeySealer keys;
  private final int currentKeyId;
  private final ValueCipher currentCipher;
  private final Map<Integer, ValueCipher> ciphers;
  private final RecentClock clock = new RecentClock();
  private volatile int sizeHint = 256;

  EntrySealer(
      SealingOptions options,
      ValueFormat format,
      Keyring keyring,
      @Nullable String tenant,
      EncryptionStatistics statistics) {
    this.options = options;
    this.keyring = keyring;
    this.tenantsShareCache = tenant != null;
    this.statistics = statistics;
    this.format = format;
    this.maxStoredLength = format.maxStoredLength();
    this.keys = new KeySealer(options, keyring, tenant, statistics);
    this.currentKeyId = keyring.current().id();
    this.currentCipher = valueCipher(keyring.current(), tenant);
    this.ciphers = new HashMap<>();
    ciphers.put(currentKeyId, currentCipher);
    for (MasterKey previous : keyring.previous()) {
      ciphers.put(previous.id(), valueCipher(previous, tenant));
    }
  }

  private ValueCipher valueCipher(MasterKey master, @Nullable String tenant) {
    int id = master.id();
    byte[] key =
        master.derive(
            ValueCipher.KEY_LENGTH, "value", options.context(), tenant, options.cacheName());
    ValueCipher cipher =
        new ValueCipher(
            key,
            id,
            options.nonce(),
            options.jcaProvider(),
            options.sealingEpochs().gate(),
            cause -> FlightEvents.sessionBegun(options.cacheName(), id, cause.name()),
            SegmentThreads.atMost(options.threadsPerValue()));
    Arrays.fill(key, (byte) 0);
    return cipher;
  }

  Keyring keyring() {
    return keyring;
  }

  /** Whether the entries of others may be in the same cache. */
  boolean isOfTenant() {
    return tenantsShareCache;
  }

  ValueFormat format() {
    return format;
  }

  ValueCarrier carrier() {
    return options.carrier();
  }

  int indexKeyId() {
    return keys.indexKeyId();
  }

  int currentKeyId() {
    return currentKeyId;
  }

  @Nullable Instant currentKeyCreated() {
    return keyring.current().created();
  }

  Duration sessionAge() {
    return currentCipher.sessionAge();
  }

  /**
   * @throws CacheException if the key codec can't encode it, or to too many bytes; never names the
   *     key
   */
  StoredKey sealKey(Object key) {
    return keys.seal(key);
  }

  /** Opens a stored key that the store handed out unasked, in an iteration or an event. */
  OpenedKey<Object> openKey(Object carrier) {
    return keys.open(carrier);
  }

  /** The stored key, if it is one of this cache and tenant; else null, and nothing is counted. */
  @Nullable StoredKey ownKey(Object carrier) {
    return keys.own(carrier);
  }

  /**
   * @param trail the writes that led to the value
   * @return the carrier to hand to the store
   * @throws CacheException if the codec can't encode it or it is longer than max-value-size; never
   *     names the value
   */
  Object sealValue(StoredKey key, Object value, WriterTrail trail) {
    Timing timing = FlightEvents.sealing();
    long begun = statistics.sealing().begin();
    EncodingBuffer written;
    try {
      written = format.write(value, clock.now(), trail, sizeHint);
    } catch (Exception e) {
      throw EncodingFailure.ofValue(options, value, e);
    }
    int encoded = format.payloadLength(written);
    if (encoded > options.maxValueSize()) {
      throw new CacheException(
          "Cache '%s': a value encodes to %d bytes, more than the setting max-value-size of %d allows"
              .formatted(options.cacheName(), encoded, options.maxValueSize()));
    }
    EncodingBuffer plaintext = format.finish(written);
    int hint = Math.min(written.size() + 16, 1 << 20);
    if (hint != sizeHint) { // so that threads whose values are alike share what they read
      sizeHint = hint;
    }
    statistics.sealedOne();
    byte[] stored = currentCipher.seal(plaintext.array(), 0, plaintext.size(), key.bytes());
    statistics.sealing().end(begun);
    if (timing != null) {
      timing.end(options.cacheName(), stored.length);
    }
    return options.carrier().of(stored);
  }

  /** Opens what the store holds under {@code key}, unless it is older than max-age. */
  Read<Object> openValue(StoredKey key, @Nullable Object carrier) {
    return carrier == null ? new Read.Absent<>() : open(key, carrier, options.ageLimit());
  }

  /** Opens what an event carries: max-age is about what a read may return. */
  Read<Object> openAnyAge(StoredKey key, Object carrier) {
    return open(key, carrier, AgeLimit.NONE);
  }

  /**
   * Seals a value with the current data key, its plaintext as it was, the time of writing too, but
   * for the {@linkplain ResealMark mark}; it is not decoded.
   *
   * @return the carrier to take the old one's place, the old one if it is under the current key, or
   *     null if it doesn't open
   */
  @Nullable Object reseal(StoredKey key, Object carrier) {
    byte[] stored = options.carrier().bytes(carrier, maxStoredLength);
    if (stored == null || !Envelope.isStoredValue(stored)) {
      return null;
    }
    ValueCipher cipher = ciphers.get(Envelope.keyId(stored));
    if (cipher == null) {
      return null;
    }
    if (cipher == currentCipher) {
      return carrier;
    }
    byte[] plaintext = cipher.open(stored, key.bytes());
    if (plaintext == null) {
      return null;
    }
    EncodingBuffer marked = ResealMark.in(plaintext, options.padding());
    try {
      return options
          .carrier()
          .of(currentCipher.seal(marked.array(), 0, marked.size(), key.bytes()));
    } finally {
      Arrays.fill(plaintext, (byte) 0);
      Arrays.fill(marked.array(), (byte) 0);
    }
  }

  /** The value's time of writing, as is authentic; null if no key of the keyring opens it. */
  @Nullable Instant writeTime(StoredKey key, byte[] stored) {
    ValueCipher cipher = ciphers.get(Envelope.keyId(stored));
    byte[] plaintext = cipher == null ? null : cipher.open(stored, key.bytes());
    return plaintext == null || plaintext.length < ValueFormat.HEADER_LENGTH
        ? null
        : Instant.ofEpochMilli(ValueFormat.writeTimeMillis(plaintext));
  }

  /** Gives up a value that was opened and nobody was handed. */
  void release(Object value) {
    format.release(value);
  }

  private Read<Object> open(StoredKey key, Object carrier, AgeLimit ageLimit) {
    Timing timing = FlightEvents.opening();
    long begun = statistics.opening().begin();
    byte[] stored = options.carrier().bytes(carrier, maxStoredLength);
    Read<Object> read = open(key, carrier, stored, ageLimit);
    if (read instanceof Read.Present) {
      statistics.opening().end(begun);
    }
    if (timing != null) {
      timing.end(options.cacheName(), stored == null ? 0 : stored.length);
    }
    return read;
  }

  private Read<Object> open(
      StoredKey key, Object carrier, byte @Nullable [] stored, AgeLimit ageLimit) {
    if (stored == null || !Envelope.isStoredValue(stored)) {
      return unreadable(key, carrier, UnreadableReason.MALFORMED);
    }
    int keyId = Envelope.keyId(stored);
    ValueCipher cipher = keyId == currentKeyId ? currentCipher : ciphers.get(keyId);
    if (cipher == null) {
      return unreadable(key, carrier, UnreadableReason.UNKNOWN_KEY);
    }
    byte[] plaintext = cipher.open(stored, key.bytes());
    if (plaintext == null) {
      return unreadable(key, carrier, UnreadableReason.TAMPERED);
    }
    if (plaintext.length < ValueFormat.HEADER_LENGTH) {
      return unreadable(key, carrier, UnreadableReason.UNDECODABLE);
    }
    long written = ValueFormat.writeTimeMillis(plaintext);
    if (ageLimit.limit() != null) {
      long now = clock.now();
      if (ageLimit.isExceeded(written, now)) {
        return unreadable(key, carrier, UnreadableReason.TOO_OLD);
      }
      if (ageLimit.isFromTheFuture(written, now)) {
        return unreadable(key, carrier, UnreadableReason.FROM_THE_FUTURE);
      }
      countIfInFuture(written > now);
    } else {
      countIfInFuture(clock.isToCome(written));
    }
    return decode(key, carrier, plaintext, cipher == currentCipher);
  }

  private void countIfInFuture(boolean isInFuture) {
    if (isInFuture) {
      statistics.writtenInFuture();
    }
  }

  private Read<Object> decode(
      StoredKey key, Object carrier, byte[] plaintext, boolean withCurrentKey) {
    try {
      Object value = format.read(plaintext, options.classLoader());
      if (value == null) {
        return undecodable(key, carrier, DecodingFailure.of(format, plaintext));
      }
      statistics.openedOne(withCurrentKey);
      return new Read.Present<>(value, carrier, format.trail(plaintext));
    } catch (Deflate.OversizedValueException e) {
      return unreadable(key, carrier, UnreadableReason.MALFORMED);
    } catch (Exception | LinkageError e) {
      // Not as the cause, which may quote the value.
      return undecodable(key, carrier, DecodingFailure.of(options.valueCodec(), e));
    }
  }

  private Read<Object> undecodable(StoredKey key, Object carrier, String explanation) {
    return unreadable(key, carrier, UnreadableReason.UNDECODABLE, explanation);
  }

  private Read<Object> unreadable(StoredKey key, Object carrier, UnreadableReason reason) {
    return unreadable(key, carrier, reason, reason.explanation());
  }

  private Read<Object> unreadable(
      StoredKey key, Object carrier, UnreadableReason reason, String explanation) {
    statistics.unreadable(reason, explanation, key);
    return new Read.Unreadable<>(carrier, reason, explanation);
  }
}
