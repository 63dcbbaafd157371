package io.sealcache.codec.jackson3;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.jsontype.SubtypeResolver;
import tools.jackson.databind.jsontype.TypeDeserializer;

/**
 * By what data tells which subtype it is, at a place of a type: as Jackson itself finds it, so
 * mixins, bundles of annotations and introspectors of the application count. Immutable.
 *
 * @param reading of the mapper
 */
record JacksonTypeIds(DeserializationConfig config, DeserializationContext reading) {
  /** Whether data would name classes there, of the type itself or of its elements. */
  boolean nameClasses(JavaType type, @Nullable AnnotatedMember member) {
    // What Jackson would take for an annotation of elements further in, or pass over, as well.
    JsonTypeInfo onMember = member == null ? null : member.getAnnotation(JsonTypeInfo.class);
    return (onMember != null && nameClasses(onMember.use()))
        || found(type, member).stream().anyMatch(JacksonTypeIds::nameClasses);
  }

  static boolean nameClasses(TypeDeserializer found) {
    return nameClasses(found.getTypeIdResolver().getMechanism());
  }

  private static boolean nameClasses(JsonTypeInfo.Id id) {
    return id == JsonTypeInfo.Id.CLASS || id == JsonTypeInfo.Id.MINIMAL_CLASS;
  }

  /** What data may be there besides the type itself. */
  Set<JavaType> subtypes(JavaType type, @Nullable AnnotatedMember member) {
    List<TypeDeserializer> found = found(type, member);
    if (found.isEmpty()) {
      return Set.of();
    }
    SubtypeResolver resolver = config.getSubtypeResolver();
    AnnotatedClass annotated = reading.introspectClassAnnotations(type);
    Collection<NamedType> named =
        new ArrayList<>(resolver.collectAndResolveSubtypesByTypeId(config, annotated));
    if (member != null) {
      named.addAll(resolver.collectAndResolveSubtypesByTypeId(config, member, type));
    }
    Set<Class<?>> classes = new LinkedHashSet<>();
    named.forEach(subtype -> classes.add(subtype.getType()));
    for (TypeDeserializer typed : found) {
      if (typed.getDefaultImpl() != null) {
        classes.add(typed.getDefaultImpl());
      }
    }
    Set<JavaType> subtypes = new LinkedHashSet<>();
    classes.forEach(subtype -> subtypes.add(specialised(type, subtype)));
    subtypes.remove(type);
    return subtypes;
  }

  private List<TypeDeserializer> found(JavaType type, @Nullable AnnotatedMember member) {
    List<TypeDeserializer> found = new ArrayList<>();
    add(reading.findTypeDeserializer(type), found);
    if (member != null) {
      add(reading.findPropertyTypeDeserializer(type, member), found);
      if (type.isContainerType() || type.isReferenceType()) {
        add(reading.findPropertyContentTypeDeserializer(type, member), found);
      }
    }
    return found;
  }

  private static void add(@Nullable TypeDeserializer one, List<TypeDeserializer> found) {
    if (one != null) {
      found.add(one);
    }
  }

  // With the type's parameters, as Jackson makes it.
  private JavaType specialised(JavaType type, Class<?> subtype) {
    return type.getRawClass() != subtype && type.getRawClass().isAssignableFrom(subtype)
        ? config.getTypeFactory().constructSpecializedType(type, subtype)
        : config.constructType(subtype);
  }
}
