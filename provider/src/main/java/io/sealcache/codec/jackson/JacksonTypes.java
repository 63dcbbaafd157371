package io.sealcache.codec.jackson;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.AbstractDeserializer;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBase;
import com.fasterxml.jackson.databind.deser.DefaultDeserializationContext;
import com.fasterxml.jackson.databind.deser.impl.UnsupportedTypeDeserializer;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.jsontype.TypeDeserializer;
import com.fasterxml.jackson.databind.ser.impl.UnsupportedTypeSerializer;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds before the first entry what Jackson can't write or read back: walks from a type to those of
 * its properties and elements. Also what would have data name classes. Used once, by one thread.
 */
final class JacksonTypes {
  private final String codec;
  private final DeserializationConfig config;
  private final DeserializationContext reading;
  private final SerializerProvider writing;
  private final Set<JavaType> seen = new HashSet<>();

  private JacksonTypes(String codec, ObjectMapper mapper) {
    this.codec = codec;
    this.config = mapper.getDeserializationConfig();
    this.reading =
        ((DefaultDeserializationContext) mapper.getDeserializationContext())
            .createDummyInstance(config);
    this.writing = mapper.getSerializerProviderInstance();
  }

  /**
   * @throws IllegalArgumentException naming the codec, the type and where in {@code root} it is
   */
  static void require(String codec, ObjectMapper mapper, JavaType root) {
    new JacksonTypes(codec, mapper).visit(root, root.getTypeName(), null);
  }

  /** Whether Jackson would write of a subclass's object only what the type itself has. */
  static boolean losesSubclasses(ObjectMapper mapper, JavaType type) {
    JacksonTypes types = new JacksonTypes("", mapper);
    return type.isConcrete()
        && !type.isFinal()
        && types.typeDeserializer(type, "") == null
        && types.deserializer(type, "") instanceof BeanDeserializerBase;
  }

  private void visit(JavaType type, String place, @Nullable AnnotatedMember member) {
    requireNoClassNames(type, place, member);
    if (!seen.add(type) || type.isJavaLangObject()) {
      return;
    }
    if (type.isContainerType() || type.isReferenceType()) {
      if (type.getKeyType() != null) {
        visit(type.getKeyType(), place + " (key)", null);
      }
      visit(type.getContentType(), place + " (element)", member);
      return;
    }
    JsonDeserializer<?> deserializer = deserializer(type, place);
    requireBothWays(type, place, member, deserializer);
    if (deserializer instanceof BeanDeserializerBase) {
      visitProperties(config.introspect(type), type);
    }
  }

  private void visitProperties(BeanDescription bean, JavaType type) {
    for (BeanPropertyDefinition property : bean.findProperties()) {
      AnnotatedMember member = property.getPrimaryMember();
      boolean itsOwnWay =
          member != null && config.getAnnotationIntrospector().findDeserializer(member) != null;
      if (!itsOwnWay) {
        visit(
            property.getPrimaryType(),
            type.getRawClass().getName() + "." + property.getName(),
            member);
      }
    }
  }

  private void requireNoClassNames(JavaType type, String place, @Nullable AnnotatedMember member) {
    JsonTypeInfo onProperty = member == null ? null : member.getAnnotation(JsonTypeInfo.class);
    TypeDeserializer onType = typeDeserializer(type, place);
    if (type.hasRawClass(Class.class)
        || (onProperty != null && namesClasses(onProperty.use()))
        || (onType != null && namesClasses(onType.getTypeIdResolver().getMechanism()))) {
      throw refused(
          type,
          place,
          "data would name the classes to load; use JsonTypeInfo.Id.NAME with JsonSubTypes");
    }
  }

  private static boolean namesClasses(JsonTypeInfo.Id id) {
    return id == JsonTypeInfo.Id.CLASS || id == JsonTypeInfo.Id.MINIMAL_CLASS;
  }

  private void requireBothWays(
      JavaType type,
      String place,
      @Nullable AnnotatedMember member,
      JsonDeserializer<?> deserializer) {
    JsonSerializer<?> serializer = serializer(type, place);
    if (deserializer instanceof UnsupportedTypeDeserializer
        || serializer instanceof UnsupportedTypeSerializer) {
      throw refused(
          type,
          place,
          "Jackson needs a module for it, for java.time"
              + " com.fasterxml.jackson.datatype:jackson-datatype-jsr310");
    }
    boolean named =
        typeDeserializer(type, place) != null
            || (member != null && member.hasAnnotation(JsonTypeInfo.class));
    if (deserializer instanceof AbstractDeserializer && !named) {
      throw refused(type, place, "it is abstract; name its subtypes by JsonTypeInfo.Id.NAME");
    }
    if (deserializer instanceof BeanDeserializerBase bean
        && !bean.getValueInstantiator().canInstantiate()) {
      throw refused(type, place, "it has no constructor that Jackson can call");
    }
    if (writing.isUnknownTypeSerializer(serializer)) {
      throw refused(type, place, "it has no properties that Jackson can see");
    }
  }

  private @Nullable TypeDeserializer typeDeserializer(JavaType type, String place) {
    try {
      return config.findTypeDeserializer(type);
    } catch (JsonMappingException e) {
      throw refused(type, place, e.getOriginalMessage());
    }
  }

  private JsonDeserializer<?> deserializer(JavaType type, String place) {
    try {
      return reading.findContextualValueDeserializer(type, null);
    } catch (JsonMappingException e) {
      throw refused(type, place, e.getOriginalMessage());
    }
  }

  private JsonSerializer<?> serializer(JavaType type, String place) {
    try {
      return writing.findValueSerializer(type);
    } catch (JsonMappingException e) {
      throw refused(type, place, e.getOriginalMessage());
    }
  }

  private IllegalArgumentException refused(JavaType type, String place, String why) {
    return new IllegalArgumentException(
        "Codec '%s' can't write and read back %s, a %s: %s"
            .formatted(codec, place, type.getRawClass().getName(), why));
  }
}
