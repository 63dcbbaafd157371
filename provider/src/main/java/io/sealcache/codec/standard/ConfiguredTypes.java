package io.sealcache.codec.standard;

import java.io.ObjectInputFilter;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Allows the classes that an object of a type is made of, as its declarations tell: the type, those
 * of its fields, their type arguments, superclasses, and what is a subtype of one of them that is
 * no class of the JDK, with what that is made of; and the JDK's plain values and collections.
 * Rejects all else, so what a field declared as Object, or as an interface of the JDK, may hold
 * beside those. Thread-safe.
 */
final class ConfiguredTypes implements ObjectInputFilter {
  private static final String VALUES_OF_THE_JDK =
      "java.lang.Boolean;java.lang.Character;java.lang.Number;java.lang.Byte;java.lang.Short;"
          + "java.lang.Integer;java.lang.Long;java.lang.Float;java.lang.Double;java.lang.String;"
          + "java.lang.String$CaseInsensitiveComparator;"
          + "java.lang.Object;java.lang.Enum;java.lang.Record;java.math.BigInteger;"
          + "java.math.BigDecimal;java.math.MathContext;java.math.RoundingMode;java.time.*;"
          + "java.util.UUID;java.util.Date;java.util.Currency;java.util.Locale;java.net.URI;"
          + "java.util.Calendar;java.util.GregorianCalendar;java.util.TimeZone;"
          + "java.util.SimpleTimeZone;sun.util.calendar.ZoneInfo;"
          + "java.sql.Date;java.sql.Time;java.sql.Timestamp;"
          + "java.util.BitSet;java.util.AbstractList;java.util.AbstractMap;"
          + "java.util.AbstractSet;java.util.AbstractCollection;java.util.ArrayList;"
          + "java.util.AbstractSequentialList;java.util.Vector;java.util.Stack;"
          + "java.util.Dictionary;java.util.Hashtable;java.util.Properties;"
          + "java.util.LinkedList;java.util.ArrayDeque;java.util.HashMap;"
          + "java.util.LinkedHashMap;java.util.TreeMap;java.util.HashSet;"
          + "java.util.LinkedHashSet;java.util.TreeSet;java.util.EnumMap;java.util.EnumSet;"
          + "java.util.EnumSet$SerializationProxy;java.util.CollSer;"
          + "java.util.ImmutableCollections$*;java.util.Map$Entry;"
          + "java.util.AbstractMap$SimpleEntry;java.util.AbstractMap$SimpleImmutableEntry;"
          + "java.util.Arrays$ArrayList;java.util.Collections$Empty*;"
          + "java.util.Collections$Singleton*;java.util.Collections$Unmodifiable*;"
          + "java.util.Collections$Synchronized*;java.util.Collections$SetFromMap;"
          + "java.util.Collections$ReverseComparator;"
          + "java.util.concurrent.ConcurrentHashMap*;java.util.concurrent.locks.*;"
          + "java.util.concurrent.CopyOnWriteArray*;java.util.concurrent.ConcurrentSkipList*;"
          + "java.util.concurrent.TimeUnit;java.util.concurrent.atomic.AtomicBoolean;"
          + "java.util.concurrent.atomic.AtomicInteger;java.util.concurrent.atomic.AtomicLong";

  /** Their filter, made when it is first asked: that of most caches never is. */
  private static final class OfTheJdk {
    static final ObjectInputFilter VALUES = Config.createFilter(VALUES_OF_THE_JDK);
  }

  /** These alone, not their subtypes. Grows by what is a subtype of what is declared. */
  private final Set<Class<?>> found = new HashSet<>();

  /** The declared types of user code: their subtypes are as good. */
  private final Set<Class<?>> declared = new HashSet<>();

  /** The classes that were found, each with all that it is made of. */
  private volatile Set<Class<?>> allowed = Set.of();

  private final Class<?> configured;
  private final ObjectInputFilter first;

  /**
   * @param first decides what it does not leave open
   */
  ConfiguredTypes(Class<?> type, ObjectInputFilter first) {
    this.configured = type;
    this.first = first;
  }

  /** Whether that says what its objects are made of: List or Serializable say as much as Object. */
  static boolean areTold(Class<?> type) {
    return type.isArray()
        ? areTold(type.getComponentType())
        : !isOfTheJdk(type)
            || Modifier.isFinal(type.getModifiers())
            || (isValue(type)
                && !Modifier.isAbstract(type.getModifiers())
                && type != Object.class
                && !Collection.class.isAssignableFrom(type)
                && !Map.class.isAssignableFrom(type));
  }

  private static boolean isOfTheJdk(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null || loader == ClassLoader.getPlatformClassLoader();
  }

  private static boolean isValue(Class<?> type) {
    return OfTheJdk.VALUES.checkInput(new FilterQuestion(type)) == Status.ALLOWED;
  }

  /**
   * Declarations are first read when this is first asked, as most caches' filter is never. Another
   * thread sees no class before all its parts.
   */
  private synchronized boolean isDeclared(Class<?> type) {
    if (found.isEmpty()) {
      declareClass(configured);
    }
    for (Class<?> each : Set.copyOf(declared)) {
      if (each.isAssignableFrom(type)) {
        allow(type);
      }
    }
    if (allowed.size() < found.size()) {
      allowed = Set.copyOf(found);
    }
    return allowed.contains(type);
  }

  private void declare(Type type) {
    if (type instanceof Class<?> named) {
      declareClass(named);
    } else if (type instanceof ParameterizedType parameterized) {
      declare(parameterized.getRawType());
      declareAll(parameterized.getActualTypeArguments());
    } else if (type instanceof GenericArrayType array) {
      declare(array.getGenericComponentType());
    } else if (type instanceof WildcardType wildcard) {
      declareAll(wildcard.getUpperBounds());
    } // a variable stands for what the type's user says
  }

  private void declareAll(Type[] types) {
    for (Type type : types) {
      declare(type);
    }
  }

  private void declareClass(Class<?> type) {
    if (type.isArray()) {
      declareClass(type.getComponentType());
    } else if (!type.isPrimitive() && type != Object.class) {
      if (!isOfTheJdk(type) && !Modifier.isFinal(type.getModifiers())) {
        declared.add(type);
      }
      allow(type);
    }
  }

  private void allow(Class<?> type) {
    if (!found.add(type)) {
      return;
    }
    try {
      if (type.getGenericSuperclass() instanceof ParameterizedType parameterized) {
        declareAll(parameterized.getActualTypeArguments());
      }
      if (type.getSuperclass() != null) {
        allow(type.getSuperclass());
      }
      for (Field field : type.getDeclaredFields()) {
        int modifiers = field.getModifiers();
        if (!Modifier.isStatic(modifiers) && !Modifier.isTransient(modifiers)) {
          declare(field.getGenericType());
          declareClass(field.getType()); // of a variable the bound
        }
      }
    } catch (LinkageError | TypeNotPresentException e) {
      // A library is missing that a declaration names: what it would allow is refused by its name.
    }
  }

  @Override
  public Status checkInput(FilterInfo info) {
    Status decided = first.checkInput(info);
    Class<?> type = info.serialClass();
    if (decided != Status.UNDECIDED || type == null) { // a question about sizes
      return decided;
    }
    while (type.isArray()) {
      type = type.getComponentType();
    }
    boolean isPart =
        type.isPrimitive() || allowed.contains(type) || isValue(type) || isDeclared(type);
    return isPart ? Status.ALLOWED : Status.REJECTED;
  }
}
