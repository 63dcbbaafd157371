package io.sealcache.internal.seal;

import io.sealcache.codec.Codec;
import io.sealcache.codec.EncodingBuffer;
import io.sealcache.codec.ValueDecoding;
import io.sealcache.core.EntrySealer;
import io.sealcache.core.Keyring;
import io.sealcache.core.Outcome;
import io.sealcache.core.Outcome.Opened;
import io.sealcache.core.Outcome.Refused;
import io.sealcache.core.Payload;
import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.core.UnreadableReason;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.function.Supplier;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * Seals and opens the objects of one cache and tenant under one snapshot of the keyring: codecs
 * above, the kernel below. Values that don't open are counted here. Thread-safe.
 */
final class ObjectSealer {
  private static final int MAX_SIZE_HINT = 1 << 20;

  /** Stored values of more bytes are decoded where they are opened, if the codec can. */
  private static final int LARGE = 64 * 1024;

  private final SealingOptions options;
  private final Keyring keyring;
  private final boolean isOfTenant;
  private final EncryptionStatistics statistics;
  private final EntrySealer entries;
  private volatile int sizeHint = 256;
  private volatile boolean forgotten;

  ObjectSealer(
      SealingOptions options,
      Keyring keyring,
      @Nullable String tenant,
      EncryptionStatistics statistics) {
    this.options = options;
    this.keyring = keyring;
    this.isOfTenant = tenant != null;
    this.statistics = statistics;
    this.entries = options.sealer(keyring, tenant);
  }

  Keyring keyring() {
    return keyring;
  }

  /** Whether the entries of others may be in the same cache. */
  boolean isOfTenant() {
    return isOfTenant;
  }

  /** The kernel, for what is done with no object made. */
  EntrySealer entries() {
    return entries;
  }

  EncryptionStatistics statistics() {
    return statistics;
  }

  /**
   * @throws CacheException if the key codec can't encode it, or to too many bytes; never names the
   *     key
   */
  StoredKey sealKey(Object key) {
    EncodingBuffer buffer = new EncodingBuffer(0, 56, StoredKey.MAX_PLAINTEXT_LENGTH);
    try {
      options.keyCodec().encode(key, buffer);
    } catch (Exception e) {
      throw buffer.refusedLength() > 0
          ? CodecFailure.keyTooLong(options, buffer.refusedLength())
          : CodecFailure.ofKey(options, key, e);
    }
    byte[] encoded = buffer.array(); // only then it knows its size
    long length = Math.max(buffer.size(), buffer.refusedLength());
    if (length > StoredKey.MAX_PLAINTEXT_LENGTH) {
      throw CodecFailure.keyTooLong(options, length);
    }
    try {
      return entries.sealKey(encoded, 0, buffer.size());
    } catch (IllegalStateException e) {
      throw closed(e);
    }
  }

  /**
   * The authentic key that the store handed out unasked, in an iteration or an event; null if it is
   * none of this cache and tenant. Whoever has the index key could have made it: {@link #decode} it
   * only once its value has opened.
   *
   * @param stored null: what the store handed out is in the form of no stored key
   */
  @Nullable AuthenticKey openKey(@Nullable StoredKey stored) {
    if (stored == null) {
      // Not named in the log: what we didn't make may be a key in clear.
      UnreadableReason malformed = UnreadableReason.MALFORMED;
      statistics.unreadable(malformed, malformed.explanation(), null);
      return null;
    }
    Outcome outcome = opening(() -> entries.openKey(stored));
    if (outcome instanceof Opened opened) {
      return new AuthenticKey(stored, opened.payload());
    }
    Refused refused = (Refused) outcome;
    statistics.unreadable(refused.reason(), refused.explanation(), stored);
    return null;
  }

  /** The key that authentic bytes stand for; null if they are none of the configured type. */
  @Nullable Object decode(AuthenticKey key) {
    Codec codec = options.keyCodec();
    String why;
    try {
      Object decoded = codec.decode(key.encoded(), options.classLoader());
      if (options.keyType().isInstance(decoded)) {
        return decoded;
      }
      why = CodecFailure.ofOtherType(options.keyType());
    } catch (Exception | LinkageError e) {
      why = CodecFailure.decoding(codec, e);
    }
    statistics.unreadable(UnreadableReason.UNDECODABLE, why, key.stored());
    return null;
  }

  /** Whether there may be keys of which {@link #decodesAlone} is false. */
  boolean keysMayNameClasses() {
    return options.keyCodec().namesClasses();
  }

  /** Whether a key may be decoded that nothing but the index key vouches for. */
  boolean decodesAlone(AuthenticKey key) {
    return !options.keyCodec().namesClasses(key.encoded());
  }

  /**
   * @param trail the writes that led to the value
   * @throws CacheException if the codec can't encode it or it is longer than max-value-size; never
   *     names the value
   */
  SealedBytes sealValue(StoredKey key, Object value, WriterTrail trail) {
    byte[] tokens = trail.entries();
    int room = entries.room(tokens.length);
    EncodingBuffer encoded = new EncodingBuffer(room, sizeHint, options.maxValueSize());
    try {
      options.valueCodec().encode(value, encoded);
    } catch (Exception e) {
      throw encoded.refusedLength() > 0
          ? CodecFailure.valueTooLong(options, encoded.refusedLength())
          : CodecFailure.ofValue(options, value, e);
    }
    Payload payload =
        encoded.isInParts()
            ? Payload.of(encoded.parts(room))
            : Payload.behindRoom(encoded.array(), room, encoded.size() - room);
    long length = Math.max(payload.length(), encoded.refusedLength());
    if (length > options.maxValueSize()) {
      throw CodecFailure.valueTooLong(options, length);
    }
    int hint = Math.min(encoded.size() + 16, MAX_SIZE_HINT);
    if (hint != sizeHint) { // so that threads whose values are alike share what they read
      sizeHint = hint;
    }
    statistics.sealed.increment();
    try {
      return entries.sealValue(key, tokens.length == 0 ? payload : payload.withTrail(tokens));
    } catch (IllegalStateException e) {
      throw closed(e);
    } finally {
      Reference.reachabilityFence(value); // what was appended may be memory that goes with it
    }
  }

  /** Opens what the store holds under {@code key}, unless it is older than max-age. */
  Read<Object> openValue(StoredKey key, @Nullable SealedBytes stored) {
    if (stored == null) {
      return new Read.Absent<>();
    }
    ValueDecoding decoding = stored.bytes().length > LARGE ? options.valueCodec().decoding() : null;
    return read(key, stored, open(key, stored, decoding), decoding);
  }

  /** Opens what an event carries: max-age is about what a read may return. */
  Read<Object> openAnyAge(StoredKey key, SealedBytes stored) {
    return read(key, stored, opening(() -> entries.openValueOfAnyAge(key, stored)), null);
  }

  private Outcome open(StoredKey key, SealedBytes stored, @Nullable ValueDecoding decoding) {
    try {
      return decoding != null ? openLarge(key, stored, decoding) : entries.openValue(key, stored);
    } catch (IllegalStateException e) {
      return ofForgotten(e);
    }
  }

  private Outcome opening(Supplier<Outcome> step) {
    try {
      return step.get();
    } catch (IllegalStateException e) {
      return ofForgotten(e);
    }
  }

  private Outcome openLarge(StoredKey key, SealedBytes stored, ValueDecoding decoding) {
    boolean opened = false;
    try {
      Outcome outcome = entries.openValue(key, stored, decoding::allocate);
      opened = outcome instanceof Opened;
      return outcome;
    } finally {
      if (!opened) {
        decoding.giveUp();
      }
    }
  }

  private Read<Object> read(
      StoredKey key, SealedBytes stored, Outcome outcome, @Nullable ValueDecoding decoding) {
    Codec codec = options.valueCodec();
    if (!(outcome instanceof Opened opened)) {
      Refused refused = (Refused) outcome;
      return unreadable(key, stored, refused.reason(), CodecFailure.refusal(codec, refused));
    }
    String why;
    try {
      Object value =
          decoding == null
              ? codec.decode(opened.payload(), options.classLoader())
              : decoding.decode(options.classLoader());
      if (value != null) {
        statistics.opened(opened.isUnderCurrentKey());
        return new Read.Present<>(value, stored, WriterTrail.read(opened.trail()));
      }
      why = CodecFailure.decodingToNull(codec);
    } catch (Exception | LinkageError e) {
      why = CodecFailure.decoding(codec, e); // not as the cause, which may quote the value
    }
    return unreadable(key, stored, UnreadableReason.UNDECODABLE, why);
  }

  private Read<Object> unreadable(
      StoredKey key, SealedBytes stored, UnreadableReason reason, String explanation) {
    statistics.unreadable(reason, explanation, key);
    return new Read.Unreadable<>(stored, reason, explanation);
  }

  /** Whether two values encode to the same bytes; false if one can't be encoded. */
  boolean isEncodedEqual(Object one, Object other) {
    EncodingBuffer first = new EncodingBuffer(0, 64);
    EncodingBuffer second = new EncodingBuffer(0, 64);
    try {
      options.valueCodec().encode(one, first);
      options.valueCodec().encode(other, second);
      return Arrays.equals(first.array(), 0, first.size(), second.array(), 0, second.size());
    } catch (Exception e) {
      return false;
    } finally {
      Reference.reachabilityFence(one); // as above
      Reference.reachabilityFence(other);
    }
  }

  /** Lets go of all keys, whoever still holds this. */
  void close() {
    entries.close();
  }

  /** As {@link #close}, as the tenant's keys were destroyed while the cache is open. */
  void forget() {
    forgotten = true;
    close();
  }

  private RuntimeException closed(IllegalStateException cause) {
    return forgotten ? options.keysDestroyed(cause) : options.closed(cause);
  }

  /**
   * The entries of a tenant whose keys were destroyed are as a stranger's.
   *
   * @throws IllegalStateException if they were not, but the cache was closed
   */
  Refused ofForgotten(IllegalStateException cause) {
    if (!forgotten) {
      throw options.closed(cause);
    }
    return new Refused(UnreadableReason.FOREIGN, UnreadableReason.FOREIGN.explanation(), 0);
  }
}
