package io.sealcache.codec.jackson3;

import io.sealcache.codec.Codec;
import io.sealcache.codec.EncodingBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectMapper;

/**
 * JSON (RFC 8259) in UTF-8, bound by Jackson to one type: the one given here, or else the one that
 * the cache is configured with. Thread-safe. Needs {@code tools.jackson.core:jackson-databind}.
 *
 * <p>The classes of objects come from the type alone, never from data. Refused are bytes after the
 * value, names that occur twice, and what is nested more than 128 deep; without an {@code
 * ObjectMapper} of yours also unknown properties.
 *
 * <p>As a codec for keys it takes scalars and records of them, and refuses a key that doesn't come
 * back equal.
 */
public final class JsonCodec extends JacksonCodec {
  /**
   * Of the type that the cache is configured with.
   *
   * @param mapper binds objects, whatever format it is for; is copied
   * @throws IllegalArgumentException if it has default typing
   * @throws IllegalStateException if its class can't be copied
   */
  public JsonCodec(ObjectMapper mapper) {
    this(NoClassNames.like(mapper, "json"), mapper.constructType(Object.class), false);
  }

  private JsonCodec(ObjectMapper mapper, JavaType type, boolean forKeys) {
    super("json", mapper, type, forKeys);
  }

  /**
   * Of the type that the cache is configured with, by an {@code ObjectMapper} with the modules that
   * a class loader finds.
   */
  public JsonCodec(ClassLoader modules) {
    this(JacksonMapper.of(modules));
  }

  @Override
  Codec of(ObjectMapper mapper, JavaType type, boolean forKeys) {
    return new JsonCodec(mapper, type, forKeys);
  }

  @Override
  public void encode(Object object, EncodingBuffer out) throws IOException {
    int start = out.size();
    write(object, out);
    int length = out.size() - start;
    if (length == 4 && out.array()[start] == 'n') {
      throw noValue();
    }
    requireWhole(object, () -> read(out.array(), start, length));
  }

  @Override
  public Object decode(ByteBuffer encoded, ClassLoader loader) throws IOException {
    int length = encoded.remaining();
    if (!encoded.hasArray()) {
      return decode(ByteBuffer.allocate(length).put(encoded.duplicate()).flip(), loader);
    }
    return read(encoded.array(), encoded.arrayOffset() + encoded.position(), length);
  }
}
