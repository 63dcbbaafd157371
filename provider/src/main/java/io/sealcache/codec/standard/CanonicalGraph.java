package io.sealcache.codec.standard;

import java.io.IOException;
import java.io.InvalidClassException;
import java.io.UncheckedIOException;
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
  private final StandardWriter writer;
  private final Map<Class<?>, Map<Object, Object>> firsts = new HashMap<>();

  CanonicalGraph(StandardWriter writer) {
    this.writer = writer;
  }

  /** The object to write instead of that one: the same class or one that fits wherever it does. */
  Object replace(Object written) {
    Object object = ImmutableCollectionForm.resolve(written);
    Class<?> type = object.getClass();
    try {
      if (type == ArrayList.class) {
        return list((List<?>) object);
      } else if (type == HashMap.class || type == LinkedHashMap.class) {
        return map((Map<?, ?>) object);
      } else if (type == HashSet.class || type == LinkedHashSet.class) {
        return set((Set<?>) object);
      } else if (type.isArray()) {
        return array(object, type.getComponentType());
      }
      return object instanceof Enum<?> ? object : first(ofTheJdk(object), type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without what equal ones may differ in: how much room there is, or which host was asked for. */
  private static Object ofTheJdk(Object object) throws IOException {
    if (object instanceof URL || object instanceof Calendar) {
      throw new InvalidClassException(
          object.getClass().getName(),
          "has equal objects of other bytes, so that a key of it would not be found: make it a "
              + (object instanceof URL ? "java.net.URI or String" : "java.time.ZonedDateTime"));
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
        .computeIfAbsent(type, c -> new HashMap<>())
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

  private Object array(Object array, Class<?> component) throws IOException {
    int length = Array.getLength(array);
    Object copy = Array.newInstance(component, length);
    if (component == Object.class) {
      for (int i = 0; i < length; i++) {
        Array.set(copy, i, plain(Array.get(array, i)));
      }
    } else {
      System.arraycopy(array, 0, copy, 0, length);
    }
    return copy;
  }

  private static List<@Nullable Object> list(List<?> list) throws IOException {
    List<@Nullable Object> copy = new ArrayList<>(list.size());
    for (Object element : list) {
      copy.add(plain(element));
    }
    return copy;
  }

  private Object set(Set<?> set) throws IOException {
    Set<@Nullable Object> copy = new LinkedHashSet<>();
    for (Encoded<?> element : Encoded.<@Nullable Object>sorted(set, each -> each, writer)) {
      copy.add(plain(element.object()));
    }
    return copy;
  }

  private Object map(Map<?, ?> map) throws IOException {
    Map<@Nullable Object, @Nullable Object> copy = new LinkedHashMap<>();
    for (Encoded<Map.Entry<?, ?>> entry :
        Encoded.<Map.Entry<?, ?>>sorted(map.entrySet(), Map.Entry::getKey, writer)) {
      copy.put(plain(entry.object().getKey()), plain(entry.object().getValue()));
    }
    return copy;
  }

  /** Where a variable takes any object, equal collections of all classes are made one class. */
  private static @Nullable Object plain(@Nullable Object element) throws IOException {
    Object object = element == null ? null : ofTheJdk(ImmutableCollectionForm.resolve(element));
    if (object instanceof List<?> list) {
      return new ArrayList<>(list);
    } else if (object instanceof Set<?> set) {
      return new HashSet<>(set);
    } else if (object instanceof Map<?, ?> map) {
      return new HashMap<>(map);
    } else if (object instanceof Map.Entry<?, ?> entry && JavaUtilForms.isEntry(entry)) {
      return new SimpleImmutableEntry<>(entry);
    }
    return object;
  }
}
