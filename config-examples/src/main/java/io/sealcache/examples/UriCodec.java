package io.sealcache.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sealcache.codec.Codec;
import io.sealcache.codec.EncodingBuffer;
import java.net.URI;
import java.nio.ByteBuffer;

/** A codec of your own, for values: {@code sealcache.codec} names its class. */
// docs/codecs.md
public final class UriCodec implements Codec {
  @Override
  public String name() {
    return "uri"; // never changes: it is stored and authenticated
  }

  @Override
  public void encode(Object object, EncodingBuffer out) {
    out.write(((URI) object).toString().getBytes(UTF_8));
  }

  @Override
  public Object decode(ByteBuffer encoded, ClassLoader loader) {
    return URI.create(UTF_8.decode(encoded.duplicate()).toString());
  }
}
// /docs/codecs.md
