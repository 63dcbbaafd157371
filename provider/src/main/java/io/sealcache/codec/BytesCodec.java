package io.sealcache.codec;

import java.nio.ByteBuffer;

/** Byte arrays as they are. Thread-safe. As keys, arrays of equal content are one key. */
public final class BytesCodec implements Codec {
  @Override
  public String name() {
    return BuiltInCodec.BYTES.codecName();
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the object is not a {@code byte[]}
   */
  @Override
  public void encode(Object object, EncodingBuffer out) {
    if (!(object instanceof byte[] bytes)) {
      throw new IllegalArgumentException(
          "Codec 'bytes' takes byte[], not "
              + object.getClass().getName()
              + "; set codec or key-codec to one that does");
    }
    out.write(bytes);
  }

  @Override
  public Object decode(ByteBuffer encoded, ClassLoader loader) {
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(encoded.position(), bytes);
    return bytes;
  }
}
