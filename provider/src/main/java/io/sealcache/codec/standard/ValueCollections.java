package io.sealcache.codec.standard;

import static io.sealcache.codec.standard.CollectionForms.*;

import io.sealcache.internal.messagepack.MessagePack;
import io.sealcache.internal.messagepack.MessagePackWriter;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes the collections of values. A class that a variable may ask for has an ext type or a number
 * of its own, or no form: then it is Java-serialised. No variable can ask for the other ones: they
 * are written as the plain collection that equals them.
 */
final class ValueCollections {
  private static final Class<?> LAST_IN_FIRST_OUT =
      Collections.asLifoQueue(new ArrayDeque<>()).getClass();

  /** More entries need a map 32, which stands for another class. */
  private static final int MAX_BARE_HASH_MAP = MessagePack.UINT_16_MAX;

  private ValueCollections() {}

  /**
   * Writes an object if it is a collection, or of {@code java.util}, and has a form.
   *
   * @return false if it has none, and nothing was written
   */
  static boolean write(Object object, StandardWriter out) throws IOException {
    int type = typeOf(object.getClass());
    if (type == 0 || type == TREE_SET || type == TREE_MAP) {
      type = formOf(object, type);
    } else if (type == ENUM_MAP && ((Map<?, ?>) object).isEmpty()) {
      return false; // its first key says of which enum it is
    }
    if (type >= OPTIONAL) {
      out.writeNumbered(type, parts(object));
    } else if (type != 0) {
      write(type, parts(object), out);
    }
    return type != 0;
  }

  private static void write(int type, @Nullable Object[] parts, StandardWriter out)
      throws IOException {
    int entries = isMap(type) ? parts.length / 2 : 0;
    boolean hasMark = type == LINKED_HASH_MAP; // its header
    boolean isShort = type == HASH_MAP && entries <= MAX_BARE_HASH_MAP;
    boolean bare = hasMark || isShort || type == ARRAY_LIST;
    int content = bare ? 0 : MessagePackWriter.beginExtension(out.out(), type);
    if (hasMark) {
      MessagePackWriter.writeMap32Header(out.out(), entries);
    } else if (isMap(type)) {
      MessagePackWriter.writeMapHeader(out.out(), entries);
    } else {
      MessagePackWriter.writeArrayHeader(out.out(), parts.length);
    }
    out.writeAll(parts);
    if (!bare) {
      MessagePackWriter.endExtension(out.out(), content);
    }
  }

  /** Of a sorted collection, or of a class without a type; 0 if it has no form. */
  private static int formOf(Object object, int type) {
    Object comparator = comparator(object);
    if (type == 0 && (!isOfJavaUtil(object.getClass()) || mayBeAskedFor(object))) {
      return 0;
    } else if (Collections.reverseOrder().equals(comparator)) {
      return object instanceof Set ? REVERSED_SET : REVERSED_MAP;
    } else if (comparator != null && !comparator.equals(Comparator.naturalOrder())) {
      return 0;
    }
    return isOfIdentities(object) ? 0 : plain(object);
  }

  private static boolean mayBeAskedFor(Object object) {
    return Modifier.isPublic(object.getClass().getModifiers())
        || object instanceof EnumSet
        || object instanceof ConcurrentMap;
  }

  /** Whether equal elements, or keys, are more than one. */
  private static boolean isOfIdentities(Object object) {
    Object keys = object instanceof Map<?, ?> map ? map.keySet() : object;
    if (keys instanceof SortedSet || !(keys instanceof Set)) {
      return false;
    }
    Object[] elements = ((Set<?>) keys).toArray();
    return new HashSet<>(Arrays.asList(elements)).size() < elements.length;
  }

  private static @Nullable Object comparator(Object object) {
    return object instanceof SortedSet<?> set
        ? set.comparator()
        : object instanceof SortedMap<?, ?> map ? map.comparator() : null;
  }

  /**
   * The collection that equals the object, 0 if none does. A queue and a mere one equal nothing.
   */
  private static int plain(Object object) {
    if (object instanceof Map.Entry) {
      return IMMUTABLE_ENTRY;
    } else if (object instanceof Set) {
      return object instanceof SortedSet ? TREE_SET : LINKED_HASH_SET;
    } else if (object instanceof Map) {
      return object instanceof SortedMap ? TREE_MAP : LINKED_HASH_MAP;
    } else if (object instanceof Queue) { // a checked one may have an order that it doesn't show
      return object instanceof Deque || object.getClass() == LAST_IN_FIRST_OUT ? LINKED_LIST : 0;
    }
    return object instanceof Collection ? ARRAY_LIST : 0;
  }
}
