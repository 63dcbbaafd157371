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
import io.sealcache.internal.jackson.TypeModel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Types as Jackson 2 sees them. Used by one thread. */
final class JacksonModel implements TypeModel<JavaType, AnnotatedMember> {
  private final DeserializationConfig config;
  private final DeserializationContext reading;
  private final SerializerProvider writing;
  private final JacksonTypeIds typeIds;

  JacksonModel(ObjectMapper mapper) {
    this.config = mapper.getDeserializationConfig();
    this.reading =
        ((DefaultDeserializationContext) mapper.getDeserializationContext())
            .createDummyInstance(config);
    this.writing = mapper.getSerializerProviderInstance();
    this.typeIds = new JacksonTypeIds(config, reading.getFactory());
  }

  @Override
  public boolean hasDefaultTyping(JavaType type) {
    return config.getDefaultTyper(type) != null;
  }

  @Override
  public boolean losesSubclasses(JavaType type) throws JsonMappingException {
    return type.isConcrete()
        && !type.isFinal()
        && config.findTypeDeserializer(type) == null
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
  public boolean namesClasses(JavaType type, @Nullable AnnotatedMember member)
      throws JsonMappingException {
    return typeIds.nameClasses(type, member);
  }

  @Override
  public Collection<JavaType> subtypes(JavaType type, @Nullable AnnotatedMember member)
      throws JsonMappingException {
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
  public List<JavaType> parameters(JavaType type) throws JsonMappingException {
    return deserializer(type) instanceof BeanDeserializerBase
        ? List.of()
        : type.getBindings().getTypeParameters();
  }

  @Override
  public List<Part<JavaType, AnnotatedMember>> parts(JavaType type) throws JsonMappingException {
    List<Part<JavaType, AnnotatedMember>> parts = new ArrayList<>();
    if (deserializer(type) instanceof BeanDeserializerBase bean) {
      addProperties(config.introspect(type), parts);
      for (Iterator<SettableBeanProperty> read = bean.properties(); read.hasNext(); ) {
        parts.add(read(read.next()));
      }
      addDelegates(bean.getValueInstantiator(), parts);
    }
    return parts;
  }

  private void addProperties(BeanDescription bean, List<Part<JavaType, AnnotatedMember>> parts)
      throws JsonMappingException {
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
        member != null && config.getAnnotationIntrospector().findDeserializer(member) != null;
    return new Part<>(place, type, member, ownWay, false);
  }

  @Override
  public @Nullable String misfit(JavaType type, @Nullable AnnotatedMember member)
      throws JsonMappingException {
    JsonDeserializer<?> deserializer = deserializer(type);
    JsonSerializer<?> serializer = writing.findValueSerializer(type);
    if (deserializer instanceof UnsupportedTypeDeserializer
        || serializer instanceof UnsupportedTypeSerializer) {
      return "Jackson needs a module for it, for java.time"
          + " com.fasterxml.jackson.datatype:jackson-datatype-jsr310";
    }
    boolean named =
        config.findTypeDeserializer(type) != null
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

  private JsonDeserializer<?> deserializer(JavaType type) throws JsonMappingException {
    JsonDeserializer<?> deserializer = reading.findContextualValueDeserializer(type, null);
    while (deserializer.getDelegatee() != null) {
      deserializer = deserializer.getDelegatee(); // a module's around Jackson's own
    }
    return deserializer;
  }

  @Override
  public String reason(Exception failure) {
    return failure instanceof JsonMappingException mapping
        ? mapping.getOriginalMessage()
        : String.valueOf(failure.getMessage());
  }
}
