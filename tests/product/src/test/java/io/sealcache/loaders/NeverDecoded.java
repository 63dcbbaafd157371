package io.sealcache.loaders;

import io.sealcache.codec.Codec;
import io.sealcache.codec.EncodingBuffer;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.nio.ByteBuffer;

/** A codec of values that can be stored, and that nobody reads again. */
record NeverDecoded() implements Codec {
  @Override
  public String name() {
    return "never-decoded";
  }

  @Override
  public void encode(Object object, EncodingBuffer out) {
    out.write((byte) 1);
  }

  @Override
  public Object decode(ByteBuffer encoded, ClassLoader loader) throws IOException {
    throw new InvalidObjectException("never");
  }
}
