package io.sealcache.codec.standard;

import static io.sealcache.codec.standard.CollectionForms.filled;
import static io.sealcache.codec.standard.CollectionForms.parts;

import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter.Status;
import java.lang.reflect.Array;
import java.net.InetAddress;
import java.net.URL;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Calendar;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes Java's stream of a key depend on its content alone. A stream tells two equal objects from
 * one object met twice, and keeps the order that a hash table happens to have; so equal objects are
 * made one, arrays and plain collections are never shared, and hash tables are sorted. One for each
 * stream.
 */
final class CanonicalGraph {
  private static final JavaSerialization JAVA = JavaSerialization.ofKeys(info -> Status.UNDECIDED);

  private final StandardWriter writer;

  /** By class and equality; a map finds what has one hash code by what it compares to. */
  private final Map<Class<?>, Map<Object, Object>> firsts = new HashMap<>();

  CanonicalGraph(StandardWriter writer) {
    this.writer = writer;
  }

  /** The object to write instead of that one: the same class or one that fits wherever it does. */
  Object replace(Object written) throws IOException {
    Object object = mutable(written);
    Class<?> type = object.getClass();
    if (type == ArrayList.class) {
      return filled(new ArrayList<>(), allPlain(parts(object)));
    } else if (type == HashSet.class || type == LinkedHashSet.class) {
      return filled(new LinkedHashSet<>(), allPlain(sorted(1, object)));
    } else if (type == HashMap.class || type == LinkedHashMap.class) {
      return filled(new LinkedHashMap<>(), allPlain(sorted(2, object)));
    } else if (type == Object[].class) {
      return allPlain(((Object[]) object).clone());
    } else if (type.isArray()) {
      int length = Array.getLength(object);
      Object copy = Array.newInstance(type.getComponentType(), length);
      System.arraycopy(object, 0, copy, 0, length);
      return copy;
    }
    return object instanceof Enum<?> ? object : first(ofTheJdk(object), type);
  }

  /**
   * A mutable collection of the same elements if the object stands for a {@code List.of} or its
   * like, which has them in an order that each JVM draws by lot.
   *
   * <p>That has no accessors. So a copy of it is made by a stream that has numbers as elements: no
   * code of a user's class takes part. A number is an array, which equals nothing but itself, and
   * no stream has met it. Nulls and classes are not replaced in a stream.
   */
  private static Object mutable(Object object) throws IOException {
    if (!CollectionForms.isOfImmutable(object)) {
      return object;
    }
    List<Object> elements = new ArrayList<>();
    Object numbers =
        JAVA.copy(
            object,
            each -> {
              if (each == object) {
                return each;
              }
              elements.add(mutable(each));
              return new int[] {elements.size() - 1};
            });
    @Nullable Object[] parts = parts(numbers);
    for (int i = 0; i < parts.length; i++) {
      parts[i] = parts[i] instanceof int[] index ? elements.get(index[0]) : parts[i];
    }
    int type = numbers instanceof Set ? CollectionForms.HASH_SET : CollectionForms.ARRAY_LIST;
    return CollectionForms.value(numbers instanceof Map ? CollectionForms.HASH_MAP : type, parts);
  }

  private @Nullable Object[] sorted(int width, Object setOrMap) throws IOException {
    @Nullable Object[] parts = parts(setOrMap);
    int at = 0;
    for (StandardWriter.Encoded each : writer.sorted(width, parts)) {
      parts[at] = each.key();
      parts[at + width - 1] = each.value();
      at += width;
    }
    return parts;
  }

  /** Without what equal ones may differ in: how much room there is, or which host was asked for. */
  private static Object ofTheJdk(Object object) throws IOException {
    if (object instanceof URL || object instanceof Calendar) {
      throw new InvalidClassException(
          object.getClass().getName(),
          "has equal objects of other bytes, so that a key of it would not be found: make it a "
              + (object instanceof URL ? "String" : "java.time.ZonedDateTime"));
    } else if (object.getClass() == BitSet.class) {
      return BitSet.valueOf(((BitSet) object).toLongArray());
    }
    // The form of an address has none, so that one behind a field is left as it is.
    return object instanceof InetAddress address && address.getAddress() != null
        ? InetAddress.getByAddress(address.getAddress())
        : object;
  }

  private Object first(Object object, Class<?> type) {
    return firsts
        .computeIfAbsent(type, first -> new HashMap<>())
        .computeIfAbsent(object, CanonicalGraph::own);
  }

  /**
   * A stream writes the descriptors of fields as strings too, each interned, and takes a key's
   * string for one of them only if it is that instance.
   */
  private static Object own(Object object) {
    return object instanceof String text && (text.startsWith("[") || text.endsWith(";"))
        ? text.intern()
        : object;
  }

  private static @Nullable Object[] allPlain(@Nullable Object[] parts) throws IOException {
    for (int i = 0; i < parts.length; i++) {
      parts[i] = plain(parts[i]);
    }
    return parts;
  }

  /** Where a variable takes any object, equal collections of all classes are made one class. */
  private static @Nullable Object plain(@Nullable Object element) throws IOException {
    Object object = element == null ? null : ofTheJdk(mutable(element));
    if (object instanceof List<?> list) {
      return new ArrayList<>(list);
    } else if (object instanceof Set<?> set) {
      return new HashSet<>(set);
    } else if (object instanceof Map<?, ?> map) {
      return new HashMap<>(map);
    } else if (object instanceof Map.Entry<?, ?> entry && CollectionForms.isPlainEntry(entry)) {
      return new SimpleImmutableEntry<>(entry);
    }
    return object;
  }
}
