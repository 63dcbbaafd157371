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
import com.fasterxml.jackson.databind.deser.SettableBeanProperty;
import com.fasterxml.jackson.databind.deser.ValueInstantiator;
import com.fasterxml.jackson.databind.deser.impl.UnsupportedTypeDeserializer;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedMethod;
import com.fasterxml.jackson.databind.introspect.AnnotatedWithParams;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.jsontype.TypeDeserializer;
import com.fasterxml.jackson.databind.ser.impl.UnsupportedTypeSerializer;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds before the first entry what Jackson can't write or read back: walks from a type to those of
 * its properties, elements and named subtypes. Also what would have data name classes. Used once,
 * by one thread.
 */
final class JacksonTypes {
  private final String codec;
  private final DeserializationConfig config;
  private final DeserializationContext reading;
  private final SerializerProvider writing;
  private final JacksonTypeIds typeIds;
  private final Set<JavaType> seen = new HashSet<>();

  private JacksonTypes(String codec, ObjectMapper mapper) {
    this.codec = codec;
    this.config = mapper.getDeserializationConfig();
    this.reading =
        ((DefaultDeserializationContext) mapper.getDeserializationContext())
            .createDummyInstance(config);
    this.writing = mapper.getSerializerProviderInstance();
    this.typeIds = new JacksonTypeIds(config, reading.getFactory());
  }

  /**
   * @throws IllegalArgumentException naming the codec, the type and where in {@code root} it is
   */
  static void require(String codec, ObjectMapper mapper, JavaType root) {
    new JacksonTypes(codec, mapper).visit(root, root.toCanonical(), null);
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
    if (member != null) {
      visitSubtypes(type, place, member);
    }
    if (!seen.add(type) || type.isJavaLangObject()) {
      return;
    }
    visitSubtypes(type, place, null);
    if (type.isContainerType() || type.isReferenceType()) {
      if (type.getKeyType() != null) {
        visit(type.getKeyType(), place + " (key)", null);
      }
      visit(type.getContentType(), place + " (element)", member);
      visitParts(type, deserializer(type, place), place); // some have properties besides
      return;
    }
    JsonDeserializer<?> deserializer = deserializer(type, place);
    requireBothWays(type, place, member, deserializer);
    visitParts(type, deserializer, place);
    if (!(deserializer instanceof BeanDeserializerBase)) {
      // Of what else is made of others, as a map's entry is.
      for (JavaType parameter : type.getBindings().getTypeParameters()) {
        visit(parameter, place + " (element)", member);
      }
    }
  }

  private void visitSubtypes(JavaType type, String place, @Nullable AnnotatedMember member) {
    Set<JavaType> subtypes;
    try {
      subtypes = typeIds.subtypes(type, member);
    } catch (JsonMappingException | IllegalArgumentException e) {
      throw refused(type, place, reason(e));
    }
    for (JavaType subtype : subtypes) {
      visit(subtype, place + " (subtype " + subtype.getRawClass().getName() + ")", null);
    }
  }

  private void visitParts(JavaType type, JsonDeserializer<?> deserializer, String place) {
    if (deserializer instanceof BeanDeserializerBase bean) {
      visitProperties(config.introspect(type), place);
      bean.properties().forEachRemaining(property -> visitRead(property, place));
      visitDelegates(bean.getValueInstantiator(), place);
    }
  }

  private void visitProperties(BeanDescription bean, String place) {
    for (BeanPropertyDefinition property : bean.findProperties()) {
      String at = place + "." + property.getName();
      AnnotatedMember member = property.getPrimaryMember();
      visitPart(readAs(property.getPrimaryType(), at, member), at, member);
    }
    AnnotatedMember others = bean.findAnySetterAccessor();
    if (others instanceof AnnotatedMethod method) {
      visitPart(method.getParameterType(1), place + ".*", method);
    } else if (others != null) {
      visitPart(others.getType(), place + ".*", others);
    }
  }

  // An annotation may name the class to make for what is declared.
  private JavaType readAs(JavaType declared, String place, @Nullable AnnotatedMember member) {
    try {
      return member == null
          ? declared
          : config.getAnnotationIntrospector().refineDeserializationType(config, member, declared);
    } catch (JsonMappingException e) {
      throw refused(declared, place, e.getOriginalMessage());
    }
  }

  /** A property as Jackson reads it, which may be of another type than it is declared. */
  private void visitRead(SettableBeanProperty property, String place) {
    String at = place + "." + property.getName();
    TypeDeserializer typed = property.getValueTypeDeserializer();
    if (typed != null && JacksonTypeIds.nameClasses(typed)) {
      throw namesClasses(property.getType(), at);
    }
    visitPart(property.getType(), at, property.getMember());
  }

  private void visitPart(JavaType type, String place, @Nullable AnnotatedMember member) {
    boolean itsOwnWay =
        member != null && config.getAnnotationIntrospector().findDeserializer(member) != null;
    if (itsOwnWay) {
      requireNoClassNames(type, place, member);
    } else {
      visit(type, place, member);
    }
  }

  /** What a creator of one parameter makes the whole object of. */
  private void visitDelegates(ValueInstantiator instantiator, String place) {
    visitDelegate(instantiator.getDelegateType(config), instantiator.getDelegateCreator(), place);
    visitDelegate(
        instantiator.getArrayDelegateType(config), instantiator.getArrayDelegateCreator(), place);
  }

  private void visitDelegate(
      @Nullable JavaType type, @Nullable AnnotatedWithParams creator, String place) {
    if (type != null) {
      visitPart(
          type,
          place + " (creator)",
          creator == null || creator.getParameterCount() != 1 ? null : creator.getParameter(0));
    }
  }

  private void requireNoClassNames(JavaType type, String place, @Nullable AnnotatedMember member) {
    boolean named;
    try {
      named = type.hasRawClass(Class.class) || typeIds.nameClasses(type, member);
    } catch (JsonMappingException | IllegalArgumentException e) {
      throw refused(type, place, reason(e));
    }
    if (named) {
      throw namesClasses(type, place);
    }
  }

  private IllegalArgumentException namesClasses(JavaType type, String place) {
    return refused(
        type,
        place,
        "data would name the classes to load; use JsonTypeInfo.Id.NAME with JsonSubTypes");
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
      JsonDeserializer<?> deserializer = reading.findContextualValueDeserializer(type, null);
      while (deserializer.getDelegatee() != null) {
        deserializer = deserializer.getDelegatee(); // a module's around Jackson's own
      }
      return deserializer;
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

  private static String reason(Exception e) {
    return e instanceof JsonMappingException mapping
        ? mapping.getOriginalMessage()
        : String.valueOf(e.getMessage());
  }

  private IllegalArgumentException refused(JavaType type, String place, String why) {
    return new IllegalArgumentException(
        "Codec '%s' can't write and read back %s, a %s: %s"
            .formatted(codec, place, type.getRawClass().getName(), why));
  }
}
