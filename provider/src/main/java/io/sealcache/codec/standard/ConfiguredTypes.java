package io.sealcache.codec.standard;

import java.io.ObjectInputFilter;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.HashSet;
import java.util.Set;

/**
 * Allows the classes that an object of a type is made of, as its declarations tell: the type, those
 * of its fields, their type arguments, superclasses, the permitted subclasses of a sealed type; and
 * the JDK's plain values and collections. Rejects all else, so what a field declared as an
 * interface or as Object may hold beside those. Immutable.
 */
final class ConfiguredTypes implements ObjectInputFilter {
  private static final ObjectInputFilter VALUES_OF_THE_JDK =
      Config.createFilter(
          "java.lang.Boolean;java.lang.Character;java.lang.Number;java.lang.Byte;java.lang.Short;"
              + "java.lang.Integer;java.lang.Long;java.lang.Float;java.lang.Double;java.lang.String;"
              + "java.lang.Object;java.lang.Enum;java.lang.Record;java.math.BigInteger;"
              + "java.math.BigDecimal;java.math.MathContext;java.math.RoundingMode;java.time.*;"
              + "java.util.UUID;java.util.Date;java.util.Currency;java.util.Locale;"
              + "java.util.BitSet;java.util.AbstractList;java.util.AbstractMap;"
              + "java.util.AbstractSet;java.util.AbstractCollection;java.util.ArrayList;"
              + "java.util.LinkedList;java.util.ArrayDeque;java.util.HashMap;"
              + "java.util.LinkedHashMap;java.util.TreeMap;java.util.HashSet;"
              + "java.util.LinkedHashSet;java.util.TreeSet;java.util.EnumMap;java.util.EnumSet;"
              + "java.util.EnumSet$SerializationProxy;java.util.CollSer;"
              + "java.util.ImmutableCollections$*;java.util.Map$Entry;"
              + "java.util.AbstractMap$SimpleEntry;java.util.AbstractMap$SimpleImmutableEntry;"
              + "java.util.Arrays$ArrayList;java.util.Collections$Empty*;"
              + "java.util.Collections$Singleton*;java.util.Collections$Unmodifiable*");

  private final Set<Class<?>> allowed;

  private ConfiguredTypes(Set<Class<?>> allowed) {
    this.allowed = Set.copyOf(allowed);
  }

  static ConfiguredTypes of(Class<?> type) {
    Set<Class<?>> allowed = new HashSet<>();
    add(type, allowed);
    return new ConfiguredTypes(allowed);
  }

  private static void add(Type type, Set<Class<?>> found) {
    if (type instanceof Class<?> named) {
      addClass(named, found);
    } else if (type instanceof ParameterizedType parameterized) {
      add(parameterized.getRawType(), found);
      addAll(parameterized.getActualTypeArguments(), found);
    } else if (type instanceof GenericArrayType array) {
      add(array.getGenericComponentType(), found);
    } else if (type instanceof WildcardType wildcard) {
      addAll(wildcard.getUpperBounds(), found);
    } // a variable stands for what the type's user says
  }

  private static void addAll(Type[] types, Set<Class<?>> found) {
    for (Type type : types) {
      add(type, found);
    }
  }

  private static void addClass(Class<?> type, Set<Class<?>> found) {
    if (type.isArray()) {
      addClass(type.getComponentType(), found);
      return;
    }
    if (type.isPrimitive() || type == Object.class || !found.add(type)) {
      return;
    }
    if (type.isSealed()) {
      addAll(type.getPermittedSubclasses(), found);
    }
    if (type.getGenericSuperclass() != null) {
      add(type.getGenericSuperclass(), found);
    }
    for (Field field : type.getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers())) {
        add(field.getGenericType(), found);
      }
    }
  }

  @Override
  public Status checkInput(FilterInfo info) {
    Class<?> type = info.serialClass();
    if (type == null) {
      return Status.UNDECIDED; // a question about sizes
    }
    while (type.isArray()) {
      type = type.getComponentType();
    }
    return type.isPrimitive()
            || allowed.contains(type)
            || VALUES_OF_THE_JDK.checkInput(new ClassAlone(type)) == Status.ALLOWED
        ? Status.ALLOWED
        : Status.REJECTED;
  }

  /** The question whether a class may be made, with nothing else to count. */
  record ClassAlone(Class<?> serialClass) implements FilterInfo {
    @Override
    public long arrayLength() {
      return -1;
    }

    @Override
    public long depth() {
      return 1;
    }

    @Override
    public long references() {
      return 1;
    }

    @Override
    public long streamBytes() {
      return 0;
    }
  }
}
