package io.sealcache.codec.standard;

import java.io.InvalidObjectException;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * The classes that a record or an array may ask for where a key has a list, a set, a map or an
 * entry.
 */
final class KeyComponents {
  @SuppressWarnings("JdkObsolete") // a component may ask for a LinkedList
  private static final List<Supplier<Object>> COLLECTIONS =
      List.of(
          ArrayList::new,
          LinkedList::new,
          HashSet::new,
          LinkedHashSet::new,
          TreeSet::new,
          HashMap::new,
          LinkedHashMap::new,
          TreeMap::new);

  private KeyComponents() {}

  /**
   * The key.
   *
   * @throws InvalidObjectException if it is of another type, naming both
   */
  static Object checked(Object key, Class<?> type) throws InvalidObjectException {
    if (!type.isInstance(key)) {
      throw JavaSerialization.misfit(key.getClass(), type);
    }
    return key;
  }

  /** An equal collection of that type, the object itself if there is none. */
  static Object fit(Object object, Class<?> type) {
    if (type == SimpleEntry.class
        && object instanceof Map.Entry<?, ?> entry
        && JavaUtilForms.isEntry(entry)) {
      return new SimpleEntry<>(entry);
    }
    for (Supplier<?> collection : COLLECTIONS) {
      Object candidate = collection.get();
      boolean fits =
          candidate instanceof Map ? object instanceof Map : object instanceof Collection;
      if (fits && type.isInstance(candidate)) {
        return JavaUtilForms.filled(candidate, Unserialisable.partsOf(object));
      }
    }
    return object;
  }
}
