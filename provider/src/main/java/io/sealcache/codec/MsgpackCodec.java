package io.sealcache.codec;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * MessagePack that any language reads, bound by Jackson to one type: the one given here, or else
 * the one that the cache is configured with. Thread-safe. Needs {@code
 * com.fasterxml.jackson.core:jackson-databind}.
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
public final class MsgpackCodec implements Codec {
  private static final String NAME = BuiltInCodec.MSGPACK.codecName();

  private final ObjectMapper mapper;
  private final @Nullable JacksonBinding binding;
  private final boolean forKeys;

  private MsgpackCodec(ObjectMapper mapper, @Nullable JacksonBinding binding, boolean forKeys) {
    this.mapper = mapper;
    this.binding = binding;
    this.forKeys = forKeys;
  }

  /**
   * Of the type that the cache is configured with, by an {@code ObjectMapper} with the modules that
   * a class loader finds.
   */
  public static MsgpackCodec withModulesOf(ClassLoader loader) {
    return new MsgpackCodec(JacksonMapper.of(loader), null, false);
  }

  /**
   * Of the type that the cache is configured with.
   *
   * @param mapper whatever format it is for; not to be configured any more
   */
  public MsgpackCodec(ObjectMapper mapper) {
    this(mapper, null, false);
  }

  /**
   * Of that type, such as one with parameters.
   *
   * @param mapper whatever format it is for; not to be configured any more
   * @throws IllegalArgumentException if it has default typing, or can't write and read back the
   *     type
   */
  public MsgpackCodec(ObjectMapper mapper, JavaType type) {
    this(mapper, JacksonBinding.of(NAME, mapper, type), false);
  }

  /**
   * Of that type, by an {@code ObjectMapper} with the modules that its class loader finds.
   *
   * @throws IllegalArgumentException if Jackson can't write and read back the type
   */
  public static MsgpackCodec of(Class<?> type) {
    ObjectMapper mapper = JacksonMapper.of(JacksonMapper.loaderOf(type));
    return new MsgpackCodec(mapper, mapper.constructType(type));
  }

  /**
   * Of that type, such as {@code new TypeReference<List<Customer>>() {}}.
   *
   * @throws IllegalArgumentException if Jackson can't write and read back the type
   */
  public static MsgpackCodec of(TypeReference<?> type) {
    ObjectMapper mapper = JacksonMapper.of(JacksonMapper.loaderOf(type.getClass()));
    return new MsgpackCodec(mapper, mapper.constructType(type));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Codec forKeysOf(Class<?> type) {
    JacksonBinding bound = JacksonBinding.of(NAME, mapper, binding, type);
    JacksonKeyTypes.require(NAME, bound.type());
    return new MsgpackCodec(mapper, bound, true);
  }

  @Override
  public Codec forValuesOf(Class<?> type) {
    return new MsgpackCodec(mapper, JacksonBinding.of(NAME, mapper, binding, type), false);
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
    JacksonBinding bound = JacksonBinding.require(NAME, binding);
    JsonNode tree = bound.tree(object);
    if (tree.isNull()) {
      throw bound.noValue();
    }
    new MsgpackTreeWriter(out).write(tree);
    if (forKeys) {
      bound.requireEqual(object, reader -> reader.readValue(tree));
    }
  }

  @Override
  public Object decode(ByteBuffer encoded, ClassLoader loader) throws IOException {
    JacksonBinding bound = JacksonBinding.require(NAME, binding);
    JsonNode tree = new MsgpackTreeReader(encoded).readAll();
    return bound.read(reader -> reader.readValue(tree));
  }
}
