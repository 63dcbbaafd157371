package io.sealcache.codec.jackson3;

import io.sealcache.internal.messagepack.MessagePack;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MapperBuilder;
import tools.jackson.databind.json.JsonMapper;

/** Makes mappers. */
final class JacksonMapper {
  private JacksonMapper() {}

  /**
   * The one where the application has none of its own: Java's types as they are, without type
   * names; numbers, strings and names as long as max-value-size lets a value be.
   *
   * @param modules whose modules for Jackson are taken, such as that for Kotlin
   */
  static ObjectMapper of(ClassLoader modules) {
    JsonMapper.Builder mapper = JsonMapper.builder();
    LikeJackson2.set(mapper);
    return mapper
        .addModules(MapperBuilder.findModules(modules))
        .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
        .enable(DateTimeFeature.WRITE_DATES_WITH_ZONE_ID)
        .disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .build();
  }

  /**
   * The factory that all codecs write and read by, whatever mapper binds: as strict and as deep.
   */
  static JsonFactory tokens() {
    return JsonFactory.builder()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(StreamWriteFeature.STRICT_DUPLICATE_DETECTION)
        // The JDK's digits are others before 19, and its time is the square of them.
        .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
        .enable(StreamReadFeature.USE_FAST_BIG_NUMBER_PARSER)
        .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
        // The JVM would keep names that may be data, such as the keys of a map.
        .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
        // Not one buffer a thread: those outlive the cache and hold plaintext.
        .recyclerPool(JsonRecyclerPools.newBoundedPool(16))
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(MessagePack.MAX_DEPTH)
                .maxStringLength(Integer.MAX_VALUE)
                .maxNameLength(Integer.MAX_VALUE)
                .maxNumberLength(Integer.MAX_VALUE)
                .build())
        .streamWriteConstraints(
            StreamWriteConstraints.builder().maxNestingDepth(MessagePack.MAX_DEPTH).build())
        .build();
  }
}
