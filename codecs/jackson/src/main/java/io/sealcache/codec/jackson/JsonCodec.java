package io.sealcache.codec.jackson;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealcache.codec.Codec;
import io.sealcache.codec.EncodingBuffer;
import io.sealcache.internal.jackson.JacksonSetup;
import io.sealcache.internal.jackson.JsonForm;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * JSON (RFC 8259) in UTF-8, bound by Jackson to one type: the one given here, or else the one that
 * the cache is configured with. Thread-safe. Needs {@code
 * com.fasterxml.jackson.core:jackson-databind}.
 *
 * <p>The classes of objects come from the type alone, never from data. Refused are bytes after the
 * value, names that occur twice, and what is nested more than 128 deep; without an {@code
 * ObjectMapper} of the application also numbers of more than 100,000 digits and unknown properties.
 *
 * <p>As a codec for keys it takes scalars and records of them, and refuses a key that doesn't come
 * back equal.
 */
public final class JsonCodec implements Codec {
  private static final String NAME = "json";

  private final JacksonSetup<JsonNode> setup;

  private JsonCodec(JacksonSetup<JsonNode> setup) {
    this.setup = setup;
  }

  /**
   * Of the type that the cache is configured with, by an {@code ObjectMapper} with the modules that
   * a class loader finds.
   */
  public static JsonCodec withModulesOf(ClassLoader loader) {
    return new JsonCodec(JacksonType.withModulesOf(NAME, loader));
  }

  /**
   * Of the type that the cache is configured with.
   *
   * @param mapper not to be configured any more
   * @throws IllegalArgumentException if it writes another format than JSON
   */
  public JsonCodec(ObjectMapper mapper) {
    this(JacksonType.of(NAME, requireJson(mapper)));
  }

  /**
   * Of that type, such as one with parameters.
   *
   * @param mapper not to be configured any more
   * @throws IllegalArgumentException if it writes another format than JSON, has default typing, or
   *     can't write and read back the type
   */
  public JsonCodec(ObjectMapper mapper, JavaType type) {
    this(JacksonType.of(NAME, requireJson(mapper), type));
  }

  /**
   * Of that type, by an {@code ObjectMapper} with the modules that its class loader finds.
   *
   * @throws IllegalArgumentException if Jackson can't write and read back the type
   */
  public static JsonCodec of(Class<?> type) {
    return new JsonCodec(JacksonType.of(NAME, type));
  }

  /**
   * Of that type, such as {@code new TypeReference<List<Customer>>() {}}.
   *
   * @throws IllegalArgumentException if Jackson can't write and read back the type
   */
  public static JsonCodec of(TypeReference<?> type) {
    return new JsonCodec(JacksonType.of(NAME, type));
  }

  private static ObjectMapper requireJson(ObjectMapper mapper) {
    String format = mapper.getFactory().getFormatName();
    if (!format.equals("JSON")) {
      throw new IllegalArgumentException(
          "Codec 'json' takes an ObjectMapper for JSON, not for " + format);
    }
    return mapper;
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
    return new JsonCodec(setup.forKeysOf(type));
  }

  @Override
  public Codec forValuesOf(Class<?> type) {
    return new JsonCodec(setup.forValuesOf(type));
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
    JsonForm.encode(setup, object, out);
  }

  @Override
  public Object decode(ByteBuffer encoded, ClassLoader loader) throws IOException {
    return JsonForm.decode(setup, encoded);
  }
}
