package io.sealcache.codec.standard;

import java.io.Externalizable;
import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds what isn't Serializable in an object: what it is, and what arrays, records and classes of
 * {@code java.util} in it hold. One for each object. A class of {@code java.util} is Externalizable
 * only to refuse it: the reversed view of a LinkedList.
 */
final class Unserialisable {
  /** An empty one is written with what it would have copied, which can't be seen. */
  private static final Class<?> COPIES = Collections.nCopies(0, 0).getClass();

  private final StandardWriter out;
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  Unserialisable(StandardWriter out) {
    this.out = out;
  }

  boolean isIn(@Nullable Object object) throws IOException {
    if (object == null) {
      return false;
    } else if (!(object instanceof Serializable)
        || (object.getClass() == COPIES && ((Collection<?>) object).isEmpty())
        || (object instanceof Externalizable && isOfJavaUtil(object.getClass()))) {
      return true;
    }
    boolean holds =
        object instanceof Object[]
            || object instanceof Record
            || (isOfJavaUtil(object.getClass())
                && (object instanceof Collection
                    || object instanceof Map
                    || object instanceof Map.Entry));
    if (holds && seen.add(object)) {
      for (Object part : parts(object)) {
        if (isIn(part)) {
          return true;
        }
      }
    }
    return false;
  }

  private @Nullable Object[] parts(Object object) throws IOException {
    if (object instanceof Object[] array) {
      return array;
    } else if (object instanceof Record record) {
      Optional<RecordShape> shape = out.records().of(record.getClass());
      return shape.isPresent() ? shape.get().parts(record) : new Object[0];
    }
    return partsOf(object);
  }

  static boolean isOfJavaUtil(Class<?> type) {
    return type.getName().startsWith("java.util.");
  }

  /** What an object of {@code java.util} holds: all at once, whatever other threads do. */
  static @Nullable Object[] partsOf(Object object) {
    if (object instanceof Optional<?> optional) {
      return optional.stream().toArray();
    } else if (object instanceof Map.Entry<?, ?> entry) {
      return new @Nullable Object[] {entry.getKey(), entry.getValue()};
    } else if (object instanceof Map<?, ?> map) {
      return Arrays.stream(map.entrySet().toArray(Map.Entry<?, ?>[]::new))
          .flatMap(entry -> Arrays.stream(partsOf(entry)))
          .toArray();
    }
    return object instanceof Collection<?> collection ? collection.toArray() : new Object[0];
  }
}
