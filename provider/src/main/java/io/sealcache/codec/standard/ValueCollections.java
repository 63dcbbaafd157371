package io.sealcache.codec.standard;

import static io.sealcache.codec.standard.CollectionForms.*;

import io.sealcache.internal.messagepack.MessagePack;
import io.sealcache.internal.messagepack.MessagePackWriter;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.NotSerializableException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes the collections of values, each to be read as the class that it is. One without an ext
 * type of its own is Java-serialised, unless what it holds can't be: then it has a number if it is
 * public, since a variable may ask for it. No variable can ask for the other ones: they are written
 * as the plain collection that equals them.
 */
@SuppressWarnings("JdkObsolete") // a queue may hold nulls
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
    } else if (type == ARRAY_LIST) {
      out.writeArray(((Collection<?>) object).toArray());
    } else if (isMap(type)) {
      writeMap(type, ((Map<?, ?>) object).entrySet().toArray(), out);
    } else {
      int content = MessagePackWriter.beginExtension(out.out(), type);
      out.writeArray(((Collection<?>) object).toArray());
      MessagePackWriter.endExtension(out.out(), content);
    }
    return true;
  }

  private static void writeMap(int type, Object[] entries, StandardWriter out) throws IOException {
    boolean wide = type == LINKED_HASH_MAP;
    boolean bare = wide || (type == HASH_MAP && entries.length <= MAX_BARE_HASH_MAP);
    int content = bare ? 0 : MessagePackWriter.beginExtension(out.out(), type);
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
    if (!bare) {
      MessagePackWriter.endExtension(out.out(), content);
    }
  }

  /**
   * Tries, as nobody can tell whether that can be: a view is Serializable even if what it shows
   * isn't, or is only a part of what it shows.
   */
  private static boolean writeJava(Object object, StandardWriter out) throws IOException {
    int start = out.out().size();
    try {
      out.writeJava(object);
      return true;
    } catch (NotSerializableException e) {
      out.out().truncate(start);
      return writeParts(object, out);
    } catch (InvalidClassException e) { // rejected by the filter, which need not meet the class
      out.out().truncate(start);
      try {
        if (writeParts(object, out)) {
          return true;
        }
      } catch (IOException other) {
        // For the same reason, or another one.
      }
      throw e;
    }
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
    Object plain = isNatural ? plain(object) : null;
    return plain != null && write(plain, out);
  }

  private static @Nullable Object comparator(Object object) {
    return object instanceof SortedSet<?> set
        ? set.comparator()
        : object instanceof SortedMap<?, ?> map ? map.comparator() : null;
  }

  /**
   * The collection that equals the object, null if none does. A queue and a mere collection equal
   * nothing.
   */
  private static @Nullable Object plain(Object object) {
    @Nullable Object[] parts = parts(object);
    if (object instanceof Set) {
      Set<@Nullable Object> plain =
          object instanceof SortedSet ? new TreeSet<>() : new LinkedHashSet<>();
      return filled(plain, parts).size() == parts.length ? plain : null; // no set of identities
    } else if (object instanceof Map) {
      Map<@Nullable Object, @Nullable Object> plain =
          object instanceof SortedMap ? new TreeMap<>() : new LinkedHashMap<>();
      return filled(plain, parts);
    } else if (object instanceof Queue) {
      return filled(new LinkedList<>(), parts);
    }
    return object instanceof Collection ? filled(new ArrayList<>(), parts) : null;
  }
}
