package io.sealcache;

import io.sealcache.codec.Codec;
import io.sealcache.codec.EncodingBuffer;
import java.io.Serializable;
import java.nio.ByteBuffer;

/** A codec that has a name and does nothing. */
public record NamedCodec(String name) implements Codec, Serializable {
  @Override
  public void encode(Object object, EncodingBuffer out) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Object decode(ByteBuffer encoded, ClassLoader loader) {
    throw new UnsupportedOperationException();
  }
}
