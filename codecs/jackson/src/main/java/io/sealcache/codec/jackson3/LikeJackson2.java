package io.sealcache.codec.jackson3;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.Month;
import java.time.Year;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.annotation.JsonPOJOBuilder;
import tools.jackson.databind.cfg.MapperBuilder;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AccessorNamingStrategy;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.DefaultAccessorNamingStrategy;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.jdk.JDKKeySerializers;
import tools.jackson.databind.ser.std.ToStringSerializer;

/**
 * The settings by which Jackson 3 does as Jackson 2, where either couldn't read the other's bytes.
 */
final class LikeJackson2 extends JacksonAnnotationIntrospector {
  private static final long serialVersionUID = 1;

  static void set(JsonMapper.Builder mapper) {
    JsonFormat.Value text = JsonFormat.Value.forShape(JsonFormat.Shape.STRING);
    mapper
        // Names of enums, properties in the order declared, unknown ones refused: what is stored.
        .configureForJackson2()
        // As Jackson 2 with its module, which most have.
        .enable(MapperFeature.DETECT_PARAMETER_NAMES)
        .disable(MapperFeature.ALLOW_VOID_VALUED_PROPERTIES)
        .accessorNaming(new Naming())
        .annotationIntrospector(new LikeJackson2())
        .addModule(locales())
        .withConfigOverride(Month.class, month -> month.setFormat(text))
        .withConfigOverride(Year.class, year -> year.setFormat(text));
  }

  /** Those of the mapper count, not those of what reads and writes tokens. */
  static void setFeatures(MapperBuilder<?, ?> mapper) {
    mapper
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(StreamReadFeature.USE_FAST_BIG_NUMBER_PARSER)
        .enable(StreamWriteFeature.STRICT_DUPLICATE_DETECTION)
        .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER);
  }

  /** In a language tag Jackson 2 takes the script for a country. */
  private static SimpleModule locales() {
    return new SimpleModule("sealcache-locales")
        .addSerializer(Locale.class, ToStringSerializer.instance)
        .addKeySerializer(
            Locale.class, JDKKeySerializers.getFallbackKeySerializer(null, Locale.class, null));
  }

  /** A number that a record has and the entry lacks: Jackson 2 refuses it, 3 would take 0. */
  @Override
  public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
    boolean number = member instanceof AnnotatedParameter && member.getRawType().isPrimitive();
    return number ? Boolean.TRUE : super.hasRequiredMarker(config, member);
  }

  /** A list as an object of its properties: Jackson 3 has another word for it. */
  @Override
  public JsonFormat.@Nullable Value findFormat(MapperConfig<?> config, Annotated annotated) {
    JsonFormat.Value format = super.findFormat(config, annotated);
    return format != null && format.getShape() == JsonFormat.Shape.OBJECT
        ? format.withShape(JsonFormat.Shape.POJO)
        : format;
  }

  /** {@code getURL} is {@code url} to Jackson 2, and {@code URL} to 3. */
  private static final class Naming extends DefaultAccessorNamingStrategy.Provider {
    private static final long serialVersionUID = 1;

    Naming() {
      super("set", JsonPOJOBuilder.DEFAULT_WITH_PREFIX, "get", "is", null);
    }

    @Override
    public AccessorNamingStrategy forPOJO(MapperConfig<?> config, AnnotatedClass type) {
      return new Names(config, type, _setterPrefix, _getterPrefix, _isGetterPrefix);
    }

    @Override
    public AccessorNamingStrategy forBuilder(
        MapperConfig<?> config, AnnotatedClass builder, BeanDescription built) {
      JsonPOJOBuilder.Value annotated =
          config.getAnnotationIntrospector().findPOJOBuilderConfig(config, builder);
      String prefix = annotated == null ? _withPrefix : annotated.withPrefix;
      return new Names(config, builder, prefix, _getterPrefix, _isGetterPrefix);
    }
  }

  private static final class Names extends DefaultAccessorNamingStrategy {
    Names(MapperConfig<?> config, AnnotatedClass type, String mutator, String getter, String is) {
      super(config, type, mutator, getter, is, null);
    }

    /** All capitals that a name begins with become small ones. */
    @Override
    protected @Nullable String stdManglePropertyName(String method, int prefix) {
      if (method.length() == prefix) {
        return null;
      }
      char[] name = method.substring(prefix).toCharArray();
      for (int i = 0; i < name.length && Character.toLowerCase(name[i]) != name[i]; i++) {
        name[i] = Character.toLowerCase(name[i]);
      }
      return new String(name);
    }
  }
}
