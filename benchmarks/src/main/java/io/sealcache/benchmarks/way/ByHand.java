package io.sealcache.benchmarks.way;

import io.sealcache.benchmarks.Parts;
import io.sealcache.benchmarks.Sample;
import io.sealcache.codec.EncodingBuffer;
import io.sealcache.internal.store.ValueCarrier;
import java.io.IOException;
import javax.cache.Cache;

/**
 * A hit and a put as one would write them by hand, of SealCache's parts and nothing else: key
 * codec, key cipher, Base64, store, value cipher, value codec.
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
      byte[] storedKey = seal(key);
      Object stored = store.get(parts.base64().encodeToString(storedKey));
      byte[] storedValue = Sample.present(carrier.bytes(stored, MAX_STORED_LENGTH));
      byte[] plaintext = Sample.present(parts.valueCipher().open(storedValue, storedKey));
      return (byte[]) parts.decodeValue(plaintext);
    } catch (IOException | ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  void put(String key, byte[] value) {
    try {
      byte[] storedKey = seal(key);
      EncodingBuffer plaintext = parts.encodeValue(value);
      byte[] storedValue =
          parts.valueCipher().seal(plaintext.array(), 0, plaintext.size(), storedKey);
      store.put(parts.base64().encodeToString(storedKey), carrier.of(storedValue));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] seal(String key) throws IOException {
    EncodingBuffer buffer = parts.encodeKey(key);
    return parts.keyCipher().seal(buffer.array(), 0, buffer.size());
  }
}
