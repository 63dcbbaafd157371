package io.sealcache.benchmarks.way;

import io.sealcache.benchmarks.Parts;
import io.sealcache.benchmarks.Sample;
import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import java.io.IOException;
import javax.cache.Cache;

/**
 * A hit and a put as one would write them by hand, of SealCache's parts and nothing else: key
 * codec, kernel, store, value codec.
 */
final class ByHand {
  private final Parts parts = new Parts();
  private final Cache<String, Object> store;
  private final boolean asBytes;

  /**
   * @param asBytes whether the store takes values as arrays
   */
  ByHand(Cache<String, Object> store, boolean asBytes) {
    this.store = store;
    this.asBytes = asBytes;
  }

  byte[] get(String key) {
    try {
      StoredKey storedKey = parts.sealKey(parts.encodeKey(key));
      Object found = store.get(storedKey.text());
      SealedBytes sealed = asBytes ? SealedBytes.ofStore((byte[]) found) : (SealedBytes) found;
      return (byte[]) parts.decodeValue(Sample.opened(parts.sealer().openValue(storedKey, sealed)));
    } catch (IOException | ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  void put(String key, byte[] value) {
    try {
      StoredKey storedKey = parts.sealKey(parts.encodeKey(key));
      SealedBytes sealed = parts.sealer().sealValue(storedKey, parts.encodeValue(value));
      store.put(storedKey.text(), asBytes ? sealed.bytes() : sealed);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
