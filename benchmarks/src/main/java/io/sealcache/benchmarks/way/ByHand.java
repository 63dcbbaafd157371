package io.sealcache.benchmarks.way;

import io.sealcache.benchmarks.Parts;
import io.sealcache.benchmarks.Sample;
import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.internal.store.ValueCarrier;
import java.io.IOException;
import java.util.Objects;
import javax.cache.Cache;

/**
 * A hit and a put as one would write them by hand, of SealCache's parts and nothing else: key
 * codec, kernel, store, value codec.
 */
final class ByHand {
  private static final int MAX_STORED_LENGTH = 2 * Sample.VALUE_LENGTH;

  private final Parts parts = new Parts();
  private final Cache<String, Object> store;
  private final ValueCarrier carrier;

  ByHand(Cache<String, Object> store, ValueCarrier carrier) {
    this.store = store;
    this.carrier = carrier;
  }

  byte[] get(String key) {
    try {
      StoredKey storedKey = parts.sealKey(parts.encodeKey(key));
      Object carried = store.get(storedKey.text());
      SealedBytes sealed = Objects.requireNonNull(carrier.parse(carried, MAX_STORED_LENGTH));
      return (byte[]) parts.decodeValue(Sample.opened(parts.sealer().openValue(storedKey, sealed)));
    } catch (IOException | ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  void put(String key, byte[] value) {
    try {
      StoredKey storedKey = parts.sealKey(parts.encodeKey(key));
      SealedBytes sealed = parts.sealer().sealValue(storedKey, parts.encodeValue(value));
      store.put(storedKey.text(), carrier.of(sealed));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
