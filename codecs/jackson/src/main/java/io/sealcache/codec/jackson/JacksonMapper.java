package io.sealcache.codec.jackson;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sealcache.internal.messagepack.MessagePack;

/** The {@code ObjectMapper} where the application has none of its own. */
final class JacksonMapper {
  /** Parsing takes time by the square of a number's length. */
  private static final int MAX_DIGITS = 100_000;

  private static final int POOLED_BUFFERS = 16;

  private JacksonMapper() {}

  /**
   * Java's types as they are, without type names; strings and names as long as max-value-size lets
   * a value be.
   *
   * @param modules whose modules for Jackson are taken, such as those for java.time and Kotlin
   */
  static ObjectMapper of(ClassLoader modules) {
    return JsonMapper.builder(factory())
        .addModules(ObjectMapper.findModules(modules))
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
        .enable(SerializationFeature.WRITE_DATES_WITH_ZONE_ID)
        .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .build();
  }

  private static JsonFactory factory() {
    return JsonFactory.builder()
        // The JVM would keep names that may be data, such as the keys of a map.
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
        // Not one buffer a thread: those outlive the cache and hold plaintext.
        .recyclerPool(JsonRecyclerPools.newBoundedPool(POOLED_BUFFERS))
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(MessagePack.MAX_DEPTH)
                .maxStringLength(Integer.MAX_VALUE)
                .maxNameLength(Integer.MAX_VALUE)
                .maxNumberLength(MAX_DIGITS)
                .build())
        .streamWriteConstraints(
            StreamWriteConstraints.builder().maxNestingDepth(MessagePack.MAX_DEPTH).build())
        .build();
  }
}
