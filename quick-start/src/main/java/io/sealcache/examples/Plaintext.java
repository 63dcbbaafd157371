package io.sealcache.examples;

import io.sealcache.codec.Codec;
import io.sealcache.codec.EncodingBuffer;
import io.sealcache.codec.standard.JavaFilter;
import io.sealcache.codec.standard.StandardCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** Keys and values as bytes before they are sealed, to compare with what is stored. */
final class Plaintext {
  private static final Codec KEYS = StandardCodec.forKeys(JavaFilter.standard());
  private static final Codec VALUES = StandardCodec.forValues(JavaFilter.standard());

  private Plaintext() {}

  static byte[] ofKey(Object key) {
    return encoded(KEYS, key);
  }

  static byte[] ofValue(Object value) {
    return encoded(VALUES, value);
  }

  private static byte[] encoded(Codec codec, Object object) {
    EncodingBuffer buffer = new EncodingBuffer(0, 256);
    try {
      codec.encode(object, buffer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Arrays.copyOf(buffer.array(), buffer.size());
  }
}
