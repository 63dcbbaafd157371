package io.sealcache;

import io.sealcache.codec.Codec;
import io.sealcache.codec.EncodingBuffer;
import io.sealcache.codec.standard.StringCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/** The codec of texts, which counts how often it encodes. Thread-safe. */
record EncodingCounter(AtomicInteger encoded) implements Codec {
  private static final StringCodec TEXTS = new StringCodec();

  @Override
  public String name() {
    return "counting";
  }

  @Override
  public void encode(Object object, EncodingBuffer out) {
    encoded.incrementAndGet();
    TEXTS.encode(object, out);
  }

  @Override
  public Object decode(ByteBuffer encoded, ClassLoader loader) throws IOException {
    return TEXTS.decode(encoded, loader);
  }
}
