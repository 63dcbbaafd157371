package io.sealcache.codec.jackson3;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.sealcache.internal.messagepack.MessagePack;
import java.time.Month;
import java.time.Year;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MapperBuilder;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** The {@code ObjectMapper} where the application has none of its own. */
final class JacksonMapper {
  /** Parsing takes time by the square of a number's length. */
  private static final int MAX_DIGITS = 100_000;

  private static final int POOLED_BUFFERS = 16;

  private JacksonMapper() {}

  /**
   * Java's types as they are, without type names; strings and names as long as max-value-size lets
   * a value be. Writes and reads what the one of Jackson 2 does.
   *
   * @param modules whose modules for Jackson are taken, such as that for Kotlin
   */
  static ObjectMapper of(ClassLoader modules) {
    JsonFormat.Value text = JsonFormat.Value.forShape(JsonFormat.Shape.STRING);
    return JsonMapper.builder(factory())
        // Names of enums, properties in the order declared, unknown ones refused: what is stored.
        .configureForJackson2()
        // As Jackson 2 with its module, which most have.
        .enable(MapperFeature.DETECT_PARAMETER_NAMES)
        .disable(MapperFeature.ALLOW_VOID_VALUED_PROPERTIES)
        .accessorNaming(new LegacyNaming())
        .annotationIntrospector(
            AnnotationIntrospector.pair(
                new LegacyAnnotations(), new JacksonAnnotationIntrospector()))
        .addModule(new SimpleModule("sealcache").setSerializerModifier(new LegacyText()))
        .withConfigOverride(Month.class, month -> month.setFormat(text))
        .withConfigOverride(Year.class, year -> year.setFormat(text))
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

  private static JsonFactory factory() {
    return JsonFactory.builderWithJackson2Defaults()
        // The JVM would keep names that may be data, such as the keys of a map.
        .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
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
