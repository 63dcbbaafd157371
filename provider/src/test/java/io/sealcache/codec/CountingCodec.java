package io.sealcache.codec;

import io.sealcache.codec.standard.StringCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** The codec of texts, which knows what it made and nobody gave up. Thread-safe. */
public final class CountingCodec implements Codec {
  private final StringCodec texts = new StringCodec();
  private final String name;
  private final Set<Object> open =
      Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
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
    Object value = new String((String) texts.decode(encoded, loader));
    open.add(value);
    return value;
  }

  @Override
  public void release(Object value) {
    if (!open.remove(value)) {
      throw new AssertionError("Given up twice, or never made");
    }
  }

  /** How many values were made. */
  public int decoded() {
    return decoded.get();
  }

  /** The values that were made and not given up. */
  public Set<Object> open() {
    return open;
  }
}
