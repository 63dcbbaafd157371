package io.sealcache.codec.jackson3;

import io.sealcache.internal.jackson.BoundType;
import io.sealcache.internal.jackson.JacksonBinding;
import io.sealcache.internal.jackson.JacksonSetup;
import io.sealcache.internal.jackson.TreeNodes;
import io.sealcache.internal.jackson.TypeWalk;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException.Reference;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.ser.PropertyWriter;
import tools.jackson.databind.util.TokenBuffer;

/** One type as Jackson 3 writes and reads it, strictly, whatever the mapper's settings. */
final class JacksonType implements BoundType<JsonNode> {
  private static final int MAX_STEPS = 8;
  private static final JacksonNodes NODES = new JacksonNodes();

  private final JavaType type;
  private final boolean losesSubclasses;
  private final ObjectMapper mapper;
  private final ObjectWriter writer;
  private final ObjectReader reader;
  private final ObjectReader treeReader;

  private JacksonType(ObjectMapper mapper, JavaType type, boolean losesSubclasses) {
    this.mapper = mapper;
    this.type = type;
    this.losesSubclasses = losesSubclasses;
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

  /** Of the type that the cache is configured with, by a mapper with the loader's modules. */
  static JacksonSetup<JsonNode> withModulesOf(String codec, ClassLoader loader) {
    return of(codec, JacksonMapper.of(loader));
  }

  /** Of the type that the cache is configured with. */
  static JacksonSetup<JsonNode> of(String codec, ObjectMapper mapper) {
    return JacksonSetup.open(codec, type -> bind(codec, mapper, mapper.constructType(type)));
  }

  /**
   * @throws IllegalArgumentException if the mapper has default typing, or can't write and read back
   *     the type
   */
  static JacksonSetup<JsonNode> of(String codec, ObjectMapper mapper, JavaType type) {
    return JacksonSetup.of(codec, bind(codec, mapper, type));
  }

  /** By a mapper with the modules that the type's class loader finds. */
  static JacksonSetup<JsonNode> of(String codec, Class<?> type) {
    ObjectMapper mapper = JacksonMapper.of(JacksonSetup.loaderOf(type));
    return of(codec, mapper, mapper.constructType(type));
  }

  /** By a mapper with the modules that the reference's class loader finds. */
  static JacksonSetup<JsonNode> of(String codec, TypeReference<?> type) {
    ObjectMapper mapper = JacksonMapper.of(JacksonSetup.loaderOf(type.getClass()));
    return of(codec, mapper, mapper.constructType(type));
  }

  private static JacksonBinding<JsonNode> bind(String codec, ObjectMapper mapper, JavaType type) {
    boolean losesSubclasses = TypeWalk.losesSubclasses(codec, new JacksonModel(mapper), type);
    return new JacksonBinding<>(codec, new JacksonType(mapper, type, losesSubclasses));
  }

  @Override
  public Class<?> rawClass() {
    return type.getRawClass();
  }

  @Override
  public String canonicalName() {
    return type.toCanonical();
  }

  @Override
  public boolean losesSubclasses() {
    return losesSubclasses;
  }

  @Override
  public int properties(Class<?> type) {
    int properties = 0;
    for (Iterator<PropertyWriter> written =
            mapper._serializationContext().findValueSerializer(type).properties();
        written.hasNext();
        written.next()) {
      properties++;
    }
    return properties;
  }

  @Override
  public void write(Object object, OutputStream json) {
    writer.writeValue(json, object);
  }

  @Override
  public @Nullable Object read(byte[] json, int offset, int length) {
    return reader.readValue(json, offset, length);
  }

  @Override
  public JsonNode toTree(Object object) {
    try (TokenBuffer tokens = TokenBuffer.forGeneration()) {
      writer.writeValue(tokens, object);
      return treeReader.readValue(tokens.asParser());
    }
  }

  @Override
  public @Nullable Object ofTree(JsonNode tree) {
    return reader.readValue(tree);
  }

  @Override
  public TreeNodes<JsonNode> nodes() {
    return NODES;
  }

  @Override
  public String place(Throwable failure) {
    return failure instanceof DatabindException mapping
        ? mapping.getPath().stream()
            .limit(MAX_STEPS)
            .map(JacksonType::step)
            .collect(Collectors.joining())
        : "";
  }

  /** The keys of maps are data. */
  private static String step(Reference reference) {
    return reference.getPropertyName() == null || reference.from() instanceof Map<?, ?>
        ? "[]"
        : "." + reference.getPropertyName();
  }

  @Override
  public String misfit(Throwable failure) {
    return JacksonMisfit.of(failure);
  }
}
