package io.sealcache.codec.standard;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sealcache.codec.Codec;
import io.sealcache.codec.EncodingBuffer;
import io.sealcache.internal.messagepack.MessagePackReader;
import io.sealcache.internal.messagepack.MessagePackWriter;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Strings as UTF-8 and nothing else. Thread-safe. Strings with an unpaired surrogate, which UTF-8
 * can't carry, are refused.
 */
public final class StringCodec implements Codec {
  @Override
  public String name() {
    return "string";
  }

  @Override
  public boolean namesClasses() {
    return false;
  }

  @Override
  public Codec forValuesOf(Class<?> type) {
    if (!type.isAssignableFrom(String.class)) {
      throw refused(type);
    }
    return this;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the object is not a {@code String}, or has an unpaired
   *     surrogate
   */
  @Override
  public void encode(Object object, EncodingBuffer out) {
    if (!(object instanceof String text)) {
      throw refused(object.getClass());
    }
    if (!out.writeAscii(text)) {
      if (MessagePackWriter.hasUnpairedSurrogate(text)) {
        throw new IllegalArgumentException(
            "Codec 'string' takes no unpaired surrogate, which UTF-8 can't carry; codec 'standard'"
                + " does");
      }
      out.write(text.getBytes(UTF_8));
    }
  }

  @Override
  public Object decode(ByteBuffer encoded, ClassLoader loader) throws IOException {
    return new MessagePackReader(encoded).utf8(encoded.remaining());
  }

  private static IllegalArgumentException refused(Class<?> type) {
    return new IllegalArgumentException(
        "Codec 'string' takes String, not "
            + type.getName()
            + "; set codec or key-codec to one that does");
  }
}
