package io.sealcache.codec.standard;

import static io.sealcache.codec.standard.CollectionForms.*;

import io.sealcache.internal.messagepack.MessagePack;
import io.sealcache.internal.messagepack.MessagePackWriter;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.NotSerializableException;
import java.io.Serializable;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes the collections of values, each to be read as the class that it is. One without an ext
 * type of its own is Java-serialised, unless what it holds can't be: then it has a number if it is
 * public, since a variable may ask for it. No variable can ask for the other ones: they are written
 * as the plain collection that equals them.
 */
final class ValueCollections {
  /** More entries need a map 32, which stands for another class. */
  private static final int MAX_BARE_HASH_MAP = MessagePack.UINT_16_MAX;

  private ValueCollections() {}

  /**
   * Writes an object if it is a collection, or of {@code java.util}.
   *
   * @return false if it is not, and nothing was written
   */
  static boolean write(Object object, StandardWriter out) throws IOException {
    int type = typeOf(object.getClass());
    boolean sorted = type == TREE_SET || type == TREE_MAP;
    if (type == 0 || type >= OPTIONAL || (sorted && comparator(object) != null)) {
      return isOfJavaUtil(object.getClass()) && writeJava(object, out);
    }
    write(type, elements(type, object), out);
    return true;
  }

  private static Object[] elements(int type, Object object) {
    return isMap(type)
        ? ((Map<?, ?>) object).entrySet().toArray()
        : ((Collection<?>) object).toArray();
  }

  private static void write(int type, Object[] elements, StandardWriter out) throws IOException {
    boolean hasMark = type == LINKED_HASH_MAP; // its header
    boolean isShort = type == HASH_MAP && elements.length <= MAX_BARE_HASH_MAP;
    boolean bare = hasMark || isShort || type == ARRAY_LIST;
    int content = bare ? 0 : MessagePackWriter.beginExtension(out.out(), type);
    if (isMap(type)) {
      writeEntries(elements, hasMark, out);
    } else {
      out.writeArray(elements);
    }
    if (!bare) {
      MessagePackWriter.endExtension(out.out(), content);
    }
  }

  private static void writeEntries(Object[] entries, boolean wide, StandardWriter out)
      throws IOException {
    if (wide) {
      MessagePackWriter.writeMap32Header(out.out(), entries.length);
    } else {
      MessagePackWriter.writeMapHeader(out.out(), entries.length);
    }
    for (Object each : entries) {
      Map.Entry<?, ?> entry = (Map.Entry<?, ?>) each;
      out.write(entry.getKey());
      out.write(entry.getValue());
    }
  }

  /**
   * Tries, as nobody can tell whether that can be: a view is Serializable even if what it shows
   * isn't, or is only a part of what it shows. And a filter that rejects a class need not meet it.
   */
  private static boolean writeJava(Object object, StandardWriter out) throws IOException {
    if (isPlainlyNotSerializable(object) && writeParts(object, out)) {
      return true;
    }
    int start = out.out().size();
    try {
      out.writeJava(object);
      return true;
    } catch (NotSerializableException | InvalidClassException e) {
      out.out().truncate(start);
      try {
        if (writeParts(object, out)) {
          return true;
        }
      } catch (IOException other) {
        if (e instanceof NotSerializableException) {
          throw other;
        }
      }
      throw e;
    }
  }

  /** Without a try, which takes a hundred times as long as to write the parts. */
  private static boolean isPlainlyNotSerializable(Object object) {
    Collection<?> parts =
        object instanceof Map<?, ?> map
            ? map.values()
            : object instanceof Collection<?> all ? all : List.of();
    Object first = parts.isEmpty() ? "" : parts.iterator().next();
    return !(object instanceof Serializable && (first == null || first instanceof Serializable));
  }

  private static boolean writeParts(Object object, StandardWriter out) throws IOException {
    int type = typeOf(object.getClass());
    boolean isPublic = Modifier.isPublic(object.getClass().getModifiers());
    boolean isOfNoEnum = object instanceof EnumMap<?, ?> map && map.isEmpty();
    if (isOfNoEnum || (type == 0 && (isPublic || object instanceof ConcurrentMap))) {
      return false;
    }
    Object comparator = comparator(object);
    if (Collections.reverseOrder().equals(comparator)) {
      type = object instanceof Set ? REVERSED_SET : REVERSED_MAP;
    } else if (object instanceof Map.Entry && !isPublic) {
      type = IMMUTABLE_ENTRY;
    }
    if (type >= OPTIONAL) {
      out.writeNumbered(type, parts(object));
      return true;
    }
    boolean isNatural = comparator == null || comparator.equals(Comparator.naturalOrder());
    type = isNatural ? plain(object) : 0;
    if (type == 0) {
      return false;
    }
    Object[] elements = elements(type, object);
    if (type == LINKED_HASH_SET || type == LINKED_HASH_MAP) {
      Collection<?> keys = object instanceof Map<?, ?> map ? map.keySet() : (Set<?>) object;
      if (new HashSet<>(Arrays.asList(keys.toArray())).size() < elements.length) {
        return false; // of identities
      }
    }
    write(type, elements, out);
    return true;
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
    if (object instanceof Set) {
      return object instanceof SortedSet ? TREE_SET : LINKED_HASH_SET;
    } else if (object instanceof Map) {
      return object instanceof SortedMap ? TREE_MAP : LINKED_HASH_MAP;
    } else if (object instanceof Queue) {
      return LINKED_LIST;
    }
    return object instanceof Collection ? ARRAY_LIST : 0;
  }
}
