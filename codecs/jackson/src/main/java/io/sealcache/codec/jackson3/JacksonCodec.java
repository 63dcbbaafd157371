package io.sealcache.codec.jackson3;

import io.sealcache.codec.Codec;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.OutputStream;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException.Reference;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.exc.InvalidDefinitionException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.util.TokenBuffer;

/**
 * Binds one type by Jackson 3: strictly, whatever the mapper's settings, and with messages that
 * hold no content. Thread-safe.
 */
abstract class JacksonCodec implements Codec {
  private final String name;
  private final ObjectMapper mapper;
  private final JavaType type; // Object until it is known
  private final boolean forKeys;
  private final JsonFactory tokens;
  private final ObjectWriter writer;
  private final ObjectReader reader;
  private final ObjectReader treeReader;
  private final Set<Class<?>> readBack = ConcurrentHashMap.newKeySet();

  /**
   * @param mapper made by {@link NoClassNames#like}
   */
  JacksonCodec(String name, ObjectMapper mapper, JavaType type, boolean forKeys) {
    this.name = name;
    this.mapper = mapper;
    this.type = type;
    this.forKeys = forKeys;
    this.tokens = JacksonMapper.tokens();
    this.writer = mapper.writerFor(type);
    this.reader = mapper.readerFor(type).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    this.treeReader =
        mapper
            .readerFor(JsonNode.class)
            .with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            // Two keys may differ in no more than them.
            .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);
    try {
      // Makes all that reads the type, except for subtypes, which are looked for by their names.
      reader.readValue(JsonNodeFactory.instance.nullNode());
      if (forKeys) {
        new JacksonKeys(mapper).require(type.getRawClass());
      }
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException(
          "Codec '%s' can't read and write %s: %s".formatted(name, type.toCanonical(), ofType(e)),
          e);
    }
  }

  /** This codec, of that type. */
  abstract Codec of(ObjectMapper mapper, JavaType type, boolean forKeys);

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final boolean namesClasses() {
    return false;
  }

  /**
   * This codec of that type, such as one with parameters.
   *
   * @throws IllegalArgumentException if Jackson can't read the type
   */
  public final Codec forType(Type type) {
    return of(mapper, mapper.constructType(type), false);
  }

  @Override
  public final Codec forKeysOf(Class<?> type) {
    return of(mapper, known(type), true);
  }

  @Override
  public final Codec forValuesOf(Class<?> type) {
    return of(mapper, known(type), false);
  }

  private JavaType known(Class<?> configured) {
    if (!configured.isAssignableFrom(type.getRawClass()) && !type.isJavaLangObject()) {
      throw new IllegalArgumentException(
          "Codec '%s' was made for %s, the cache is configured for %s"
              .formatted(name, type.toCanonical(), configured.getName()));
    } else if (!type.isJavaLangObject()) {
      return type;
    } else if (configured == Object.class) {
      throw new IllegalArgumentException(
          "Codec '%s' needs a type: call setTypes on the configuration, or make the codec with one"
              .formatted(name));
    } else if (configured.getTypeParameters().length > 0) {
      throw new IllegalArgumentException(
          "Codec '%s' can't know what a %s holds: make the codec with a JavaType or TypeReference"
              .formatted(name, configured.getName()));
    }
    return mapper.constructType(configured);
  }

  void write(Object object, OutputStream json) throws IOException {
    written(
        object,
        () -> {
          try (JsonGenerator out = tokens.createGenerator(mapper._serializationContext(), json)) {
            writer.writeValue(out, object);
          }
          return json;
        });
  }

  JsonNode tree(Object object) throws IOException {
    return written(
        object,
        () -> {
          try (TokenBuffer buffer = TokenBuffer.forGeneration()) {
            writer.writeValue(buffer, object);
            return treeReader.readValue(buffer.asParser());
          }
        });
  }

  private <T> T written(Object object, Callable<T> writing) throws IOException {
    if (type.isJavaLangObject()) {
      throw new IllegalStateException("Codec '%s' has no type yet".formatted(name));
    } else if (!type.getRawClass().isInstance(object)) {
      throw otherClass(object);
    }
    try {
      return writing.call();
    } catch (Exception | StackOverflowError e) {
      // Without Jackson's message, which may quote the object.
      String reason = e instanceof InvalidDefinitionException ? ofType(e) : e.getClass().getName();
      throw new InvalidObjectException(
          "Codec '%s' can't write a %s%s: %s"
              .formatted(name, object.getClass().getName(), place(e), reason));
    }
  }

  /** A message about a type, that is of no content. */
  private static @Nullable String ofType(Throwable failure) {
    return failure instanceof DatabindException mapping
        ? mapping.getOriginalMessage()
        : failure.getMessage();
  }

  /** Where in an object writing failed, such as {@code .name[]}; empty if that isn't known. */
  private static String place(Throwable failure) {
    if (!(failure instanceof DatabindException mapping) || mapping.getPath().isEmpty()) {
      return "";
    }
    return mapping.getPath().stream()
        .limit(8)
        .map(JacksonCodec::step)
        .collect(Collectors.joining("", ", at ", ""));
  }

  /** The keys of maps, and of their entries, are data. */
  private static String step(Reference reference) {
    Object from = reference.from();
    return reference.getPropertyName() == null
            || from instanceof Map<?, ?>
            || from instanceof Map.Entry<?, ?>
        ? "[]"
        : "." + reference.getPropertyName();
  }

  Object read(byte[] json, int offset, int length) throws IOException {
    return read(
        () -> {
          try (JsonParser in =
              tokens.createParser(mapper._deserializationContext(), json, offset, length)) {
            return reader.readValue(in);
          }
        });
  }

  Object read(JsonNode tree) throws IOException {
    return read(() -> reader.readValue(tree));
  }

  private Object read(Callable<@Nullable Object> reading) throws IOException {
    Object object;
    try {
      object = reading.call();
    } catch (Exception | LinkageError | StackOverflowError e) {
      // Without Jackson's message, which may quote what was encoded.
      throw new InvalidObjectException(
          "Bytes that codec '%s' can't make a %s of: %s"
              .formatted(name, type.toCanonical(), misfit(e)));
    }
    if (object == null) {
      throw noValue();
    }
    return object;
  }

  IOException noValue() {
    return new InvalidObjectException(
        "Codec '%s' made null of a %s, which is no value of a cache"
            .formatted(name, type.toCanonical()));
  }

  /**
   * Why Jackson can't read what was written, by the classes of this JVM alone: names of properties
   * that they lack may be a map's keys, which are data.
   */
  private static String misfit(Throwable thrown) {
    if (thrown instanceof UnrecognizedPropertyException unknown) {
      return unknown.getReferringClass().getTypeName() + " lacks a property that was written";
    }
    Class<?> target =
        thrown instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : null;
    if (target == null) {
      return thrown.getClass().getName();
    }
    return thrown instanceof InvalidFormatException && target.isEnum()
        ? target.getTypeName() + " lacks the constant that was written"
        : "what was written is no " + target.getTypeName();
  }

  /**
   * Refuses what doesn't come back as it was written: of the objects of a class the first, and all
   * keys. A subclass's parts may be lost, or what tells two keys apart.
   *
   * @throws IllegalArgumentException if it came back as another class
   */
  void requireWhole(Object object, Callable<Object> reading) throws IOException {
    if (!forKeys && readBack.contains(object.getClass())) {
      return;
    }
    Object read = null;
    String why = "";
    try {
      read = reading.call();
    } catch (Exception e) {
      why = ": " + e.getMessage();
    }
    boolean open = type.isAbstract() || type.isContainerType() || type.isReferenceType();
    if (read == null || (forKeys && !read.equals(object))) {
      throw new InvalidObjectException(
          "Codec '%s' can't take a %s that doesn't come back equal%s"
              .formatted(name, object.getClass().getName(), why));
    } else if (!open && read.getClass() != object.getClass()) {
      throw otherClass(object);
    }
    readBack.add(object.getClass());
  }

  private IllegalArgumentException otherClass(Object object) {
    return new IllegalArgumentException(
        "Codec '%s' was made for %s, not %s"
            .formatted(name, type.toCanonical(), object.getClass().getName()));
  }
}
