package io.sealcache.codec.standard;

import io.sealcache.codec.Codec;
import io.sealcache.codec.EncodingBuffer;
import io.sealcache.codec.ValueDecoding;
import java.nio.ByteBuffer;

/** Byte arrays as they are. Thread-safe. As keys, arrays of equal content are one key. */
public final class BytesCodec implements Codec {
  /** From here on a copy costs more than parts do. */
  private static final int LARGE = 64 * 1024;

  @Override
  public String name() {
    return "bytes";
  }

  @Override
  public boolean namesClasses() {
    return false;
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
    if (bytes.length >= LARGE) {
      out.append(ByteBuffer.wrap(bytes));
    } else {
      out.write(bytes);
    }
  }

  @Override
  public Object decode(ByteBuffer encoded, ClassLoader loader) {
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(encoded.position(), bytes);
    return bytes;
  }

  @Override
  public ValueDecoding decoding() {
    return new ValueDecoding() {
      private byte[] bytes = {};

      @Override
      public ByteBuffer allocate(int length) {
        bytes = new byte[length];
        return ByteBuffer.wrap(bytes);
      }

      @Override
      public Object decode(ClassLoader loader) {
        return bytes;
      }

      @Override
      public void giveUp() {}
    };
  }

  private static IllegalArgumentException refused(Class<?> type) {
    return new IllegalArgumentException(
        "Codec 'bytes' takes byte[], not "
            + type.getName()
            + "; set codec or key-codec to one that does");
  }
}
