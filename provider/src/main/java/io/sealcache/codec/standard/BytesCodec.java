package io.sealcache.codec.standard;

import io.sealcache.codec.Codec;
import io.sealcache.codec.EncodingBuffer;
import java.nio.ByteBuffer;

/** Byte arrays as they are. Thread-safe. As keys, arrays of equal content are one key. */
public final class BytesCodec implements Codec {
  @Override
  public String name() {
    return "bytes";
  }

  @Override
  public Codec forKeysOf(Class<?> type) {
    return forValuesOf(type);
  }

  @Override
  public Codec forValuesOf(Class<?> type) {
    if (!type.isAssignableFrom(byte[].class)) {
      throw refused(type);
    }
    return this;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the object is not a {@code byte[]}
   */
  @Override
  public void encode(Object object, EncodingBuffer out) {
    if (!(object instanceof byte[] bytes)) {
      throw refused(object.getClass());
    }
    out.expect(bytes.length);
    out.write(bytes);
  }

  @Override
  public Object decode(ByteBuffer encoded, ClassLoader loader) {
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(encoded.position(), bytes);
    return bytes;
  }

  private static IllegalArgumentException refused(Class<?> type) {
    return new IllegalArgumentException(
        "Codec 'bytes' takes byte[], not "
            + type.getName()
            + "; set codec or key-codec to one that does");
  }
}
