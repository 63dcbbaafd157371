package io.sealcache.benchmarks.way;

import io.sealcache.benchmarks.Sample;
import io.sealcache.codec.EncodingBuffer;
import io.sealcache.codec.standard.JavaFilter;
import io.sealcache.codec.standard.StandardCodec;
import io.sealcache.encryption.NonceMode;
import io.sealcache.internal.crypto.KeyCipher;
import io.sealcache.internal.crypto.ValueCipher;
import io.sealcache.internal.seal.BuiltInCodec;
import io.sealcache.internal.store.ValueCarrier;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import javax.cache.Cache;

/**
 * A hit and a put as one would write them by hand, of SealCache's parts and nothing else: key
 * codec, key cipher, Base64, store, value cipher, value codec.
 */
final class ByHand {
  /** Of a value's plaintext: flags, codec and write time. */
  private static final int HEADER_LENGTH = 8;

  private static final int MAX_STORED_LENGTH = 2 * Sample.VALUE_LENGTH;

  private final StandardCodec keyCodec = StandardCodec.forKeys(JavaFilter.standard());
  private final StandardCodec valueCodec = StandardCodec.forValues(JavaFilter.standard());
  private final KeyCipher keyCipher =
      new KeyCipher(Sample.bytes(KeyCipher.KEY_LENGTH, 5), 1, BuiltInCodec.STANDARD.codecName());
  private final ValueCipher valueCipher =
      new ValueCipher(Sample.bytes(ValueCipher.KEY_LENGTH, 1), 1, NonceMode.COUNTER);
  private final Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
  private final ClassLoader loader = ByHand.class.getClassLoader();
  private final Cache<String, Object> store;
  private final ValueCarrier carrier;

  ByHand(Cache<String, Object> store, ValueCarrier carrier) {
    this.store = store;
    this.carrier = carrier;
  }

  byte[] get(String key) {
    try {
      byte[] storedKey = seal(key);
      Object stored = store.get(base64.encodeToString(storedKey));
      byte[] storedValue = Sample.present(carrier.bytes(stored, MAX_STORED_LENGTH));
      byte[] plaintext = Sample.present(valueCipher.open(storedValue, storedKey));
      ByteBuffer payload =
          ByteBuffer.wrap(plaintext, HEADER_LENGTH, plaintext.length - HEADER_LENGTH);
      return (byte[]) valueCodec.decode(payload.slice(), loader);
    } catch (IOException | ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  void put(String key, byte[] value) {
    try {
      byte[] storedKey = seal(key);
      EncodingBuffer plaintext = new EncodingBuffer(HEADER_LENGTH, Sample.VALUE_LENGTH + 16);
      valueCodec.encode(value, plaintext);
      byte[] storedValue = valueCipher.seal(plaintext.array(), 0, plaintext.size(), storedKey);
      store.put(base64.encodeToString(storedKey), carrier.of(storedValue));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] seal(String key) throws IOException {
    EncodingBuffer buffer = new EncodingBuffer(0, 64);
    keyCodec.encode(key, buffer);
    return keyCipher.seal(buffer.array(), 0, buffer.size());
  }
}
