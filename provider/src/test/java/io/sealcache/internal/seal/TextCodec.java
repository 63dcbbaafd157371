package io.sealcache.internal.seal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sealcache.codec.Codec;
import io.sealcache.codec.EncodingBuffer;
import java.nio.ByteBuffer;

/** An application's codec for texts. */
record TextCodec(String name) implements Codec {
  @Override
  public void encode(Object object, EncodingBuffer out) {
    out.write(((String) object).getBytes(UTF_8));
  }

  @Override
  public Object decode(ByteBuffer encoded, ClassLoader loader) {
    return UTF_8.decode(encoded.duplicate()).toString();
  }
}
