package io.sealcache.codec;

import io.sealcache.codec.standard.StringCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/** The codec of texts, which counts what it made. Thread-safe. */
public final class CountingCodec implements Codec {
  private final StringCodec texts = new StringCodec();
  private final String name;
  private final AtomicInteger decoded = new AtomicInteger();

  /** One that passes for the codec of texts. */
  public CountingCodec() {
    this.name = texts.name();
  }

  /** One that an application could have. */
  public CountingCodec(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void encode(Object object, EncodingBuffer out) {
    texts.encode(object, out);
  }

  @Override
  @SuppressWarnings("StringConstructor") // each value is an object of its own
  public Object decode(ByteBuffer encoded, ClassLoader loader) throws IOException {
    decoded.incrementAndGet();
    return new String((String) texts.decode(encoded, loader));
  }

  /** How many values were made. */
  public int decoded() {
    return decoded.get();
  }
}
