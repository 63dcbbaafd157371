package io.sealcache.internal.seal;

import io.sealcache.codec.EncodingBuffer;
import io.sealcache.encryption.UnreadableReason;
import io.sealcache.internal.crypto.Envelope;
import io.sealcache.internal.crypto.KeyCipher;
import io.sealcache.keys.IndexKey;
import io.sealcache.keys.Keyring;
import java.nio.ByteBuffer;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/** Seals and opens the keys of one cache and tenant under one index key. Thread-safe. */
final class KeySealer {
  private final SealingOptions options;
  private final boolean tenantsShareCache;
  private final EncryptionStatistics statistics;
  private final int indexKeyId;
  private final KeyCipher cipher;

  KeySealer(
      SealingOptions options,
      Keyring keyring,
      @Nullable String tenant,
      EncryptionStatistics statistics) {
    this.options = options;
    this.tenantsShareCache = tenant != null;
    this.statistics = statistics;
    try (IndexKey index =
        keyring.indexKey(KeyCipher.KEY_LENGTH, options.context(), tenant, options.cacheName())) {
      this.indexKeyId = index.id();
      this.cipher =
          new KeyCipher(
              index.secret(), indexKeyId, options.keyCodec().name(), options.jcaProvider());
    }
  }

  int indexKeyId() {
    return indexKeyId;
  }

  StoredKey seal(Object key) {
    EncodingBuffer buffer = new EncodingBuffer(0, 64);
    try {
      options.keyCodec().encode(key, buffer);
    } catch (Exception e) {
      throw EncodingFailure.ofKey(options, key, e);
    }
    if (buffer.size() > StoredKey.MAX_ENCODED_LENGTH) {
      throw new CacheException(
          "Cache '%s': a key encodes to %d bytes; at most %d are taken. Use a digest of it"
              .formatted(options.cacheName(), buffer.size(), StoredKey.MAX_ENCODED_LENGTH));
    }
    return StoredKey.of(cipher.seal(buffer.array(), 0, buffer.size()));
  }

  OpenedKey<Object> open(Object carrier) {
    StoredKey stored = StoredKey.parse(carrier);
    if (stored == null || !Envelope.isStoredKey(stored.bytes())) {
      // Not named in the log: what we didn't make may be a key in clear.
      return unreadable(UnreadableReason.MALFORMED, null);
    }
    if (Envelope.keyId(stored.bytes()) != indexKeyId) {
      return unreadable(others(UnreadableReason.UNKNOWN_KEY), stored);
    }
    byte[] plaintext = cipher.open(stored.bytes());
    if (plaintext == null) {
      return unreadable(others(UnreadableReason.TAMPERED), stored);
    }
    try {
      Object key = options.keyCodec().decode(ByteBuffer.wrap(plaintext), options.classLoader());
      return new OpenedKey.Ours<>(key, stored);
    } catch (Exception | LinkageError e) {
      return unreadable(
          UnreadableReason.UNDECODABLE, DecodingFailure.of(options.keyCodec(), e), stored);
    }
  }

  @Nullable StoredKey own(Object carrier) {
    StoredKey stored = StoredKey.parse(carrier);
    return stored != null
            && Envelope.isStoredKey(stored.bytes())
            && Envelope.keyId(stored.bytes()) == indexKeyId
            && cipher.open(stored.bytes()) != null
        ? stored
        : null;
  }

  // With tenants, keys that aren't this one's are expected; a key source may give each its own.
  private UnreadableReason others(UnreadableReason otherwise) {
    return tenantsShareCache ? UnreadableReason.FOREIGN : otherwise;
  }

  private OpenedKey<Object> unreadable(UnreadableReason reason, @Nullable StoredKey stored) {
    return unreadable(reason, reason.explanation(), stored);
  }

  private OpenedKey<Object> unreadable(
      UnreadableReason reason, String explanation, @Nullable StoredKey stored) {
    statistics.unreadable(reason, explanation, stored);
    return new OpenedKey.Unreadable<>(reason);
  }
}
