package io.sealcache.codec.jackson3;

import io.sealcache.codec.Codec;
import io.sealcache.codec.EncodingBuffer;
import io.sealcache.internal.jackson.JacksonSetup;
import io.sealcache.internal.jackson.MessagePackForm;
import java.io.IOException;
import java.nio.ByteBuffer;
import tools.jackson.core.type.TypeReference;
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
 * of it in JSON; no ext types. All formats are read but ext types and keys that are no strings.
 *
 * <p>The classes of objects come from the type alone, never from data. Refused are bytes after the
 * value, names that occur twice, what is nested more than 128 deep, and strings with an unpaired
 * surrogate, which UTF-8 can't carry; without an {@code ObjectMapper} of the application also
 * unknown properties.
 *
 * <p>As a codec for keys it takes scalars and records of them, and refuses a key that doesn't come
 * back equal.
 */
public final class MessagePackCodec implements Codec {
  private static final String NAME = "msgpack";

  private final JacksonSetup<JsonNode> setup;

  private MessagePackCodec(JacksonSetup<JsonNode> setup) {
    this.setup = setup;
  }

  /**
   * Of the type that the cache is configured with, by an {@code ObjectMapper} with the modules that
   * a class loader finds.
   */
  public static MessagePackCodec withModulesOf(ClassLoader loader) {
    return new MessagePackCodec(JacksonType.withModulesOf(NAME, loader));
  }

  /**
   * Of the type that the cache is configured with.
   *
   * @param mapper whatever format it is for; not to be configured any more
   */
  public MessagePackCodec(ObjectMapper mapper) {
    this(JacksonType.of(NAME, mapper));
  }

  /**
   * Of that type, such as one with parameters.
   *
   * @param mapper whatever format it is for; not to be configured any more
   * @throws IllegalArgumentException if it has default typing, or can't write and read back the
   *     type
   */
  public MessagePackCodec(ObjectMapper mapper, JavaType type) {
    this(JacksonType.of(NAME, mapper, type));
  }

  /**
   * Of that type, by an {@code ObjectMapper} with the modules that its class loader finds.
   *
   * @throws IllegalArgumentException if Jackson can't write and read back the type
   */
  public static MessagePackCodec of(Class<?> type) {
    return new MessagePackCodec(JacksonType.of(NAME, type));
  }

  /**
   * Of that type, such as {@code new TypeReference<List<Customer>>() {}}.
   *
   * @throws IllegalArgumentException if Jackson can't write and read back the type
   */
  public static MessagePackCodec of(TypeReference<?> type) {
    return new MessagePackCodec(JacksonType.of(NAME, type));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean namesClasses() {
    return false;
  }

  @Override
  public Codec forKeysOf(Class<?> type) {
    return new MessagePackCodec(setup.forKeysOf(type));
  }

  @Override
  public Codec forValuesOf(Class<?> type) {
    return new MessagePackCodec(setup.forValuesOf(type));
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the object is not of the type; or is of a subclass, whose
   *     own properties would be lost
   * @throws IOException naming the class and the property that Jackson can't write
   * @throws IllegalStateException if this codec has no type yet
   */
  @Override
  public void encode(Object object, EncodingBuffer out) throws IOException {
    MessagePackForm.encode(setup, object, out);
  }

  @Override
  public Object decode(ByteBuffer encoded, ClassLoader loader) throws IOException {
    return MessagePackForm.decode(setup, encoded);
  }
}
