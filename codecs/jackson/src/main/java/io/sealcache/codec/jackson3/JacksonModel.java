package io.sealcache.codec.jackson3;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.sealcache.internal.jackson.TypeModel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.deser.AbstractDeserializer;
import tools.jackson.databind.deser.SettableBeanProperty;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.deser.impl.UnsupportedTypeDeserializer;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedMethod;
import tools.jackson.databind.introspect.AnnotatedWithParams;
import tools.jackson.databind.introspect.BeanPropertyDefinition;
import tools.jackson.databind.jsontype.TypeDeserializer;
import tools.jackson.databind.ser.impl.UnsupportedTypeSerializer;

/** Types as Jackson 3 sees them. Used by one thread. */
final class JacksonModel implements TypeModel<JavaType, AnnotatedMember> {
  private final DeserializationConfig config;
  private final DeserializationContext reading;
  private final SerializationContext writing;
  private final JacksonTypeIds typeIds;

  JacksonModel(ObjectMapper mapper) {
    this.config = mapper.deserializationConfig();
    this.reading = mapper._deserializationContext();
    this.writing = mapper._serializationContext();
    this.typeIds = new JacksonTypeIds(config, reading);
  }

  @Override
  public boolean hasDefaultTyping(JavaType type) {
    return config.getDefaultTyper(type) != null;
  }

  @Override
  public boolean losesSubclasses(JavaType type) {
    return type.isConcrete()
        && !type.isFinal()
        && reading.findTypeDeserializer(type) == null
        && deserializer(type) instanceof BeanDeserializerBase;
  }

  @Override
  public Class<?> rawClass(JavaType type) {
    return type.getRawClass();
  }

  @Override
  public String canonicalName(JavaType type) {
    return type.toCanonical();
  }

  @Override
  public boolean namesClasses(JavaType type, @Nullable AnnotatedMember member) {
    return typeIds.nameClasses(type, member);
  }

  @Override
  public Collection<JavaType> subtypes(JavaType type, @Nullable AnnotatedMember member) {
    return typeIds.subtypes(type, member);
  }

  @Override
  public boolean hasElements(JavaType type) {
    return type.isContainerType() || type.isReferenceType();
  }

  @Override
  public @Nullable JavaType keyType(JavaType type) {
    return type.getKeyType();
  }

  @Override
  public JavaType elementType(JavaType type) {
    return type.getContentType();
  }

  @Override
  public List<JavaType> parameters(JavaType type) {
    return deserializer(type) instanceof BeanDeserializerBase
        ? List.of()
        : type.getBindings().getTypeParameters();
  }

  @Override
  public List<Part<JavaType, AnnotatedMember>> parts(JavaType type) {
    List<Part<JavaType, AnnotatedMember>> parts = new ArrayList<>();
    if (deserializer(type) instanceof BeanDeserializerBase bean) {
      addProperties(reading.introspectBeanDescription(type), parts);
      for (Iterator<SettableBeanProperty> read = bean.properties(); read.hasNext(); ) {
        parts.add(read(read.next()));
      }
      addDelegates(bean.getValueInstantiator(), parts);
    }
    return parts;
  }

  private void addProperties(BeanDescription bean, List<Part<JavaType, AnnotatedMember>> parts) {
    for (BeanPropertyDefinition property : bean.findProperties()) {
      AnnotatedMember member = property.getPrimaryMember();
      JavaType declared = property.getPrimaryType();
      // An annotation may name the class to make for what is declared.
      JavaType type =
          member == null
              ? declared
              : config
                  .getAnnotationIntrospector()
                  .refineDeserializationType(config, member, declared);
      parts.add(part("." + property.getName(), type, member));
    }
    AnnotatedMember others = bean.findAnySetterAccessor();
    if (others instanceof AnnotatedMethod method) {
      parts.add(part(".*", method.getParameterType(1), method));
    } else if (others != null) {
      parts.add(part(".*", others.getType(), others));
    }
  }

  /** A property as Jackson reads it, which may be of another type than it is declared. */
  private Part<JavaType, AnnotatedMember> read(SettableBeanProperty property) {
    TypeDeserializer typed = property.getValueTypeDeserializer();
    Part<JavaType, AnnotatedMember> part =
        part("." + property.getName(), property.getType(), property.getMember());
    return typed != null && JacksonTypeIds.nameClasses(typed) ? part.namingClasses() : part;
  }

  /** What a creator of one parameter makes the whole object of. */
  private void addDelegates(
      ValueInstantiator instantiator, List<Part<JavaType, AnnotatedMember>> parts) {
    addDelegate(instantiator.getDelegateType(config), instantiator.getDelegateCreator(), parts);
    addDelegate(
        instantiator.getArrayDelegateType(config), instantiator.getArrayDelegateCreator(), parts);
  }

  private void addDelegate(
      @Nullable JavaType type,
      @Nullable AnnotatedWithParams creator,
      List<Part<JavaType, AnnotatedMember>> parts) {
    if (type != null) {
      AnnotatedMember single =
          creator != null && creator.getParameterCount() == 1 ? creator.getParameter(0) : null;
      parts.add(part(" (creator)", type, single));
    }
  }

  private Part<JavaType, AnnotatedMember> part(
      String place, JavaType type, @Nullable AnnotatedMember member) {
    boolean ownWay =
        member != null
            && config.getAnnotationIntrospector().findDeserializer(config, member) != null;
    return new Part<>(place, type, member, ownWay, false);
  }

  @Override
  public @Nullable String misfit(JavaType type, @Nullable AnnotatedMember member) {
    ValueDeserializer<?> deserializer = deserializer(type);
    ValueSerializer<?> serializer = writing.findValueSerializer(type);
    if (deserializer instanceof UnsupportedTypeDeserializer
        || serializer instanceof UnsupportedTypeSerializer) {
      return "Jackson needs a module for it, for java.time"
          + " com.fasterxml.jackson.datatype:jackson-datatype-jsr310";
    }
    boolean named =
        reading.findTypeDeserializer(type) != null
            || (member != null && member.hasAnnotation(JsonTypeInfo.class));
    if (deserializer instanceof AbstractDeserializer && !named) {
      return "it is abstract; name its subtypes by JsonTypeInfo.Id.NAME";
    } else if (deserializer instanceof BeanDeserializerBase bean
        && !bean.getValueInstantiator().canInstantiate()) {
      return "it has no constructor that Jackson can call";
    }
    return writing.isUnknownTypeSerializer(serializer)
        ? "it has no properties that Jackson can see"
        : null;
  }

  private ValueDeserializer<?> deserializer(JavaType type) {
    ValueDeserializer<?> deserializer = reading.findContextualValueDeserializer(type, null);
    while (deserializer.getDelegatee() != null) {
      deserializer = deserializer.getDelegatee(); // a module's around Jackson's own
    }
    return deserializer;
  }

  @Override
  public String reason(Exception failure) {
    return failure instanceof DatabindException mapping
        ? mapping.getOriginalMessage()
        : String.valueOf(failure.getMessage());
  }
}
