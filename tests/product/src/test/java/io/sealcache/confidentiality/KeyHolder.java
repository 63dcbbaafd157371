package io.sealcache.confidentiality;

import io.sealcache.codec.EncodingBuffer;
import io.sealcache.codec.standard.JavaFilter;
import io.sealcache.codec.standard.StandardCodec;
import io.sealcache.core.MasterKey;
import io.sealcache.core.RawCiphers;
import io.sealcache.fixture.Forgery;
import io.sealcache.fixture.RawCache;
import io.sealcache.internal.seal.BuiltInCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Somebody who reads and writes the store, knows how SealCache works, and has these keys and no
 * others. Uses each of them for all that any key is for.
 */
record KeyHolder(List<MasterKey> keys) {
  private static final int HEADER_LENGTH = 8;
  private static final StandardCodec KEY_CODEC = StandardCodec.forKeys(JavaFilter.standard());
  private static final StandardCodec VALUE_CODEC = StandardCodec.forValues(JavaFilter.standard());

  /** The keys of entries that stored keys of a cache give away. */
  Set<Object> names(String cache, Set<String> storedKeys) {
    Set<Object> names = new TreeSet<>();
    for (MasterKey key : keys) {
      for (String storedKey : storedKeys) {
        byte[] plaintext =
            RawCiphers.openKey(
                keySecret(key, cache),
                key.id(),
                KEY_CODEC.name(),
                Base64.getUrlDecoder().decode(storedKey));
        if (plaintext != null) {
          names.add(decode(KEY_CODEC, ByteBuffer.wrap(plaintext)));
        }
      }
    }
    return names;
  }

  /** The texts that may be the stored key of an entry. */
  List<String> storedKeys(String cache, Object cacheKey) {
    byte[] encoded = encode(KEY_CODEC, cacheKey);
    return keys.stream()
        .map(key -> RawCiphers.sealKey(keySecret(key, cache), key.id(), KEY_CODEC.name(), encoded))
        .map(Base64.getUrlEncoder().withoutPadding()::encodeToString)
        .toList();
  }

  /** The values that the entries of a cache give away. */
  List<Object> values(String cache, Map<String, byte[]> entries) {
    List<Object> values = new ArrayList<>();
    for (MasterKey key : keys) {
      entries.forEach(
          (storedKey, value) -> {
            byte[] plaintext =
                RawCiphers.openValue(
                    valueSecret(key, cache),
                    key.id(),
                    value,
                    Base64.getUrlDecoder().decode(storedKey));
            if (plaintext != null) {
              int length = plaintext.length - HEADER_LENGTH;
              values.add(decode(VALUE_CODEC, ByteBuffer.wrap(plaintext, HEADER_LENGTH, length)));
            }
          });
    }
    return values;
  }

  /** The forgeries that may be taken for a value under a stored key. */
  List<byte[]> forgedValues(String cache, String storedKey, Object value) {
    byte[] plaintext =
        Forgery.plaintext(
            0, BuiltInCodec.STANDARD.id(), System.currentTimeMillis(), encode(VALUE_CODEC, value));
    byte[] bound = Base64.getUrlDecoder().decode(storedKey);
    return keys.stream()
        .map(key -> RawCiphers.sealValue(valueSecret(key, cache), key.id(), plaintext, bound))
        .toList();
  }

  /** Puts what may be taken for the value of each entry into the store, one after the other. */
  void forgeAll(RawCache store, String cache, Object value, Runnable afterEach) {
    store
        .entries()
        .keySet()
        .forEach(
            storedKey ->
                forgedValues(cache, storedKey, value)
                    .forEach(
                        forged -> {
                          store.plant(storedKey, forged);
                          afterEach.run();
                        }));
  }

  private static byte[] keySecret(MasterKey key, String cache) {
    return key.derive(RawCiphers.KEY_SECRET, "index", "", null, cache);
  }

  private static byte[] valueSecret(MasterKey key, String cache) {
    return key.derive(RawCiphers.VALUE_SECRET, "value", "", null, cache);
  }

  private static byte[] encode(StandardCodec codec, Object object) {
    EncodingBuffer buffer = new EncodingBuffer(0, 64);
    try {
      codec.encode(object, buffer);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return Arrays.copyOf(buffer.array(), buffer.size());
  }

  private static Object decode(StandardCodec codec, ByteBuffer encoded) {
    try {
      return codec.decode(encoded, KeyHolder.class.getClassLoader());
    } catch (IOException | ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
