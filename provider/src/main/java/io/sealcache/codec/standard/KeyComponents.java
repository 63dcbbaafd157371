package io.sealcache.codec.standard;

import java.io.InvalidObjectException;
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

/** The classes that a record or an array may ask for where a key has a list, a set or a map. */
final class KeyComponents {
  @SuppressWarnings("JdkObsolete") // a component may ask for a LinkedList
  private static final List<Supplier<Collection<Object>>> COLLECTIONS =
      List.of(ArrayList::new, LinkedList::new, HashSet::new, LinkedHashSet::new, TreeSet::new);

  private static final List<Supplier<Map<Object, Object>>> MAPS =
      List.of(HashMap::new, LinkedHashMap::new, TreeMap::new);

  private KeyComponents() {}

  /**
   * The key.
   *
   * @throws InvalidObjectException if it is of another type, naming both
   */
  static Object checked(Object key, Class<?> type) throws InvalidObjectException {
    if (!type.isInstance(key)) {
      throw misfit(key.getClass(), type);
    }
    return key;
  }

  static InvalidObjectException misfit(Class<?> written, Class<?> type) {
    return new InvalidObjectException(
        "%s was written, and the cache is configured for keys of %s"
            .formatted(written.getTypeName(), type.getTypeName()));
  }

  /** An equal collection of that type, the object itself if there is none. */
  static Object fit(Object object, Class<?> type) {
    if (object instanceof Collection<?> collection) {
      for (Supplier<Collection<Object>> supplier : COLLECTIONS) {
        Collection<Object> candidate = supplier.get();
        if (type.isInstance(candidate)) {
          candidate.addAll(collection);
          return candidate;
        }
      }
    } else if (object instanceof Map<?, ?> map) {
      for (Supplier<Map<Object, Object>> supplier : MAPS) {
        Map<Object, Object> candidate = supplier.get();
        if (type.isInstance(candidate)) {
          candidate.putAll(map);
          return candidate;
        }
      }
    }
    return object;
  }
}
