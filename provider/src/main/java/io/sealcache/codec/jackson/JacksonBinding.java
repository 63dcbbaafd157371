package io.sealcache.codec.jackson;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One type as Jackson writes and reads it, strictly, whatever the mapper's settings. Immutable. */
final class JacksonBinding {
  private static final int MAX_STEPS = 8;

  private final String codec;
  private final JavaType type;
  private final boolean exactClass;
  private final ObjectMapper mapper;
  private final ObjectWriter writer;
  private final ObjectReader reader;
  private final ObjectReader treeReader;

  private JacksonBinding(String codec, ObjectMapper mapper, JavaType type) {
    this.codec = codec;
    this.mapper = mapper;
    this.type = type;
    this.exactClass = JacksonTypes.losesSubclasses(mapper, type);
    this.writer = mapper.writerFor(type).with(StreamWriteFeature.STRICT_DUPLICATE_DETECTION);
    this.reader =
        mapper
            .readerFor(type)
            .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    this.treeReader =
        mapper
            .readerFor(JsonNode.class)
            .with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            // Two keys may differ in no more than them.
            .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);
  }

  /**
   * @throws IllegalArgumentException if Jackson can't bind the type, or would take names of classes
   *     from data
   */
  static JacksonBinding of(String codec, ObjectMapper mapper, JavaType type) {
    if (mapper.getDeserializationConfig().getDefaultTyper(type) != null) {
      throw new IllegalArgumentException(
          "Codec '%s' takes no ObjectMapper with default typing: data would name the classes to load"
              .formatted(codec));
    }
    JacksonTypes.require(codec, mapper, type);
    return new JacksonBinding(codec, mapper, type);
  }

  JavaType type() {
    return type;
  }

  interface Writing {
    void with(ObjectWriter writer) throws IOException;
  }

  interface Reading {
    @Nullable Object with(ObjectReader reader) throws IOException;
  }

  /**
   * @throws IllegalArgumentException if the object is not of the type
   */
  void write(Object object, Writing writing) throws IOException {
    requireTaken(object);
    try {
      writing.with(writer);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw unwritable(object, e);
    }
  }

  /**
   * The object as a tree.
   *
   * @throws IllegalArgumentException if it is not of the type
   */
  JsonNode tree(Object object) throws IOException {
    requireTaken(object);
    try (TokenBuffer tokens = new TokenBuffer(mapper, false)) {
      writer.writeValue(tokens, object);
      return treeReader.readValue(tokens.asParser());
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw unwritable(object, e);
    }
  }

  Object read(Reading reading) throws IOException {
    Object object;
    try {
      object = reading.with(reader);
    } catch (IOException | RuntimeException | LinkageError | StackOverflowError e) {
      // Without Jackson's message, which may quote what was encoded.
      throw new InvalidObjectException(
          "Bytes that codec '%s' can't make a %s of: %s"
              .formatted(codec, type.toCanonical(), JacksonMisfit.of(e)));
    }
    if (object == null) {
      throw noValue();
    }
    return object;
  }

  /**
   * Annotations and mappers may leave out what tells two keys apart.
   *
   * @param reading what was written of {@code key}
   */
  void requireEqual(Object key, Reading reading) throws IOException {
    if (!comesBack(key, reading)) {
      throw new InvalidObjectException(
          "Codec '%s' can't take a key of class %s that doesn't come back equal"
              .formatted(codec, key.getClass().getName()));
    }
  }

  private boolean comesBack(Object key, Reading reading) {
    try {
      return read(reading).equals(key);
    } catch (IOException e) {
      return false;
    }
  }

  private void requireTaken(Object object) {
    boolean taken =
        exactClass
            ? object.getClass() == type.getRawClass()
            : type.getRawClass().isInstance(object);
    if (!taken) {
      throw new IllegalArgumentException(
          "Codec '%s' was made for %s, not %s"
              .formatted(codec, type.toCanonical(), object.getClass().getName()));
    }
  }

  /** Without Jackson's message, which may quote the object. */
  private IOException unwritable(Object object, Throwable cause) {
    return new InvalidObjectException(
        "Codec '%s' can't write a %s%s: %s"
            .formatted(
                codec, object.getClass().getName(), path(cause), cause.getClass().getName()));
  }

  IOException noValue() {
    return new InvalidObjectException(
        "Codec '%s' made null of a %s, which is no value of a cache"
            .formatted(codec, type.toCanonical()));
  }

  private static String path(Throwable cause) {
    return cause instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()
        ? mapping.getPath().stream()
            .limit(MAX_STEPS)
            .map(JacksonBinding::step)
            .collect(Collectors.joining("", ", at ", ""))
        : "";
  }

  /** The keys of maps are data. */
  private static String step(Reference reference) {
    return reference.getFieldName() == null || reference.getFrom() instanceof Map<?, ?>
        ? "[]"
        : "." + reference.getFieldName();
  }
}
