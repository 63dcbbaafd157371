package io.sealcache.codec.jackson3;

import io.sealcache.codec.Codec;
import io.sealcache.codec.EncodingBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * MessagePack that any language reads, bound by Jackson to one type: the one given here, or else
 * the one that the cache is configured with. Thread-safe. Needs {@code
 * tools.jackson.core:jackson-databind}.
 *
 * <p>Objects and maps are MessagePack maps with strings as keys, integers have the shortest format,
 * {@code byte[]} is bin, BigInteger and BigDecimal are strings, and all else is what Jackson makes
 * of it in JSON; no ext types. All formats are read except ext types and keys that are no strings.
 *
 * <p>The classes of objects come from the type alone, never from data. Refused are bytes after the
 * value, names that occur twice, what is nested more than 128 deep, numbers of more than 1,000
 * digits, and strings with an unpaired surrogate, which UTF-8 can't carry; without an {@code
 * ObjectMapper} of yours also unknown properties.
 *
 * <p>As a codec for keys it takes scalars and records of them, and refuses a key that doesn't come
 * back equal.
 */
public final class MessagePackCodec extends JacksonCodec {
  /**
   * Of the type that the cache is configured with.
   *
   * @param mapper whatever format it is for; is copied
   * @throws IllegalArgumentException if it has default typing
   * @throws IllegalStateException if its class can't be copied
   */
  public MessagePackCodec(ObjectMapper mapper) {
    this(NoClassNames.like(mapper, "msgpack"), mapper.constructType(Object.class), false);
  }

  private MessagePackCodec(ObjectMapper mapper, JavaType type, boolean forKeys) {
    super("msgpack", mapper, type, forKeys);
  }

  /**
   * Of the type that the cache is configured with, by an {@code ObjectMapper} with the modules that
   * a class loader finds.
   */
  public MessagePackCodec(ClassLoader modules) {
    this(JacksonMapper.of(modules));
  }

  @Override
  Codec of(ObjectMapper mapper, JavaType type, boolean forKeys) {
    return new MessagePackCodec(mapper, type, forKeys);
  }

  @Override
  public void encode(Object object, EncodingBuffer out) throws IOException {
    JsonNode tree = tree(object);
    if (tree.isNull()) {
      throw noValue();
    }
    MessagePackTree.write(tree, out, 0);
    requireWhole(object, () -> read(tree));
  }

  @Override
  public Object decode(ByteBuffer encoded, ClassLoader loader) throws IOException {
    return read(MessagePackTree.read(encoded));
  }
}
