package io.sealcache.codec.standard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.net.URL;
import java.util.ArrayList;
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

  /** What to write instead of that object: the same class or one that fits wherever it does. */
  Object replace(Object written) {
    Object object = ImmutableCollectionForm.resolve(written);
    Class<?> type = object.getClass();
    if (type == ArrayList.class) {
      return list((List<?>) object);
    } else if (type == HashMap.class || type == LinkedHashMap.class) {
      return map((Map<?, ?>) object);
    } else if (type == HashSet.class || type == LinkedHashSet.class) {
      return set((Set<?>) object);
    } else if (type.isArray()) {
      return array(object, type.getComponentType());
    } else if (object instanceof Enum<?> || object instanceof URL) {
      return object; // one instance each; and a hash code that asks the DNS
    }
    return first(object, type);
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

  private Object array(Object array, Class<?> component) {
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

  private static List<@Nullable Object> list(List<?> list) {
    List<@Nullable Object> copy = new ArrayList<>(list.size());
    for (Object element : list) {
      copy.add(plain(element));
    }
    return copy;
  }

  private Object set(Set<?> set) {
    Set<@Nullable Object> copy = new LinkedHashSet<>();
    try {
      for (Encoded<?> element : Encoded.sorted(set, writer)) {
        copy.add(plain(element.object()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return copy;
  }

  private Object map(Map<?, ?> map) {
    Map<@Nullable Object, @Nullable Object> copy = new LinkedHashMap<>();
    try {
      for (Encoded<Map.Entry<?, ?>> entry : Encoded.sorted(map, writer)) {
        copy.put(plain(entry.object().getKey()), plain(entry.object().getValue()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return copy;
  }

  /** Where a variable takes any object, equal collections of all classes are made one class. */
  private static @Nullable Object plain(@Nullable Object element) {
    Object object = element == null ? null : ImmutableCollectionForm.resolve(element);
    if (object instanceof List<?> list) {
      return new ArrayList<>(list);
    } else if (object instanceof Set<?> set) {
      return new HashSet<>(set);
    } else if (object instanceof Map<?, ?> map) {
      return new HashMap<>(map);
    }
    return object;
  }
}
