package io.sealcache.codec.standard;

import static java.util.Objects.requireNonNull;

import io.sealcache.internal.messagepack.MessagePackWriter;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.Serializable;
import java.io.StreamCorruptedException;
import java.lang.reflect.Modifier;
import java.util.AbstractMap.SimpleEntry;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Classes of {@code java.util} that hold others, have no ext type of their own, and can't be
 * Java-serialised, as one of the others is not Serializable. Public classes have a number, since a
 * variable may ask for them. No variable can ask for the other ones: they are written as the plain
 * collection that equals them.
 */
@SuppressWarnings("JdkObsolete") // applications have a Vector or Hashtable
final class JavaUtilForms {
  private record Form(Class<?> type, Function<@Nullable Object[], Object> making) {}

  /** An object is stored under its place in this list, which only grows. */
  private static final List<Form> FORMS =
      List.of(
          new Form(Optional.class, JavaUtilForms::optional),
          new Form(SimpleImmutableEntry.class, JavaUtilForms::entry),
          new Form(SimpleEntry.class, parts -> new SimpleEntry<>(entry(parts))),
          new Form(
              SortedSet.class, parts -> filled(new TreeSet<>(Collections.reverseOrder()), parts)),
          new Form(
              SortedMap.class, parts -> filled(new TreeMap<>(Collections.reverseOrder()), parts)),
          new Form(EnumMap.class, JavaUtilForms::enumMap),
          new Form(ConcurrentHashMap.class, parts -> filled(new ConcurrentHashMap<>(), parts)),
          new Form(
              ConcurrentHashMap.KeySetView.class,
              parts -> filled(ConcurrentHashMap.newKeySet(), parts)),
          new Form(CopyOnWriteArrayList.class, CopyOnWriteArrayList::new),
          new Form(Vector.class, parts -> filled(new Vector<>(), parts)),
          new Form(Hashtable.class, parts -> filled(new Hashtable<>(), parts)));

  private static final int OPTIONAL = 0;
  private static final int IMMUTABLE_ENTRY = 1;
  private static final int REVERSED_SET = 3;
  private static final int REVERSED_MAP = 4;

  private JavaUtilForms() {}

  /**
   * Writes the object of a value if it is one of these.
   *
   * @return false if it is not, and nothing was written
   */
  static boolean write(Object object, StandardWriter out) throws IOException {
    if (!Unserialisable.isOfJavaUtil(object.getClass())) {
      return false;
    } else if (!new Unserialisable(out).isIn(object) && writeJava(object, out)) {
      return true;
    }
    int number = number(object);
    if (number >= 0) {
      write(number, object, out);
      return true;
    }
    Object plain = mayBePlain(object) ? plain(object) : null;
    return plain != null && out.writeCollection(plain);
  }

  /**
   * A view is Serializable even if what it shows isn't, or is only a part of what it shows.
   *
   * @return false if it can't be, and nothing was written
   */
  private static boolean writeJava(Object object, StandardWriter out) throws IOException {
    int start = out.out().size();
    try {
      out.writeJava(object);
      return true;
    } catch (NotSerializableException e) {
      out.out().truncate(start);
      return false;
    }
  }

  /** As {@link #write}, of a key: equal {@linkplain #isEntry entries} of all classes as one. */
  static boolean writeKey(Object object, StandardWriter out) throws IOException {
    if (object instanceof Optional || isEntry(object)) {
      write(object instanceof Optional ? OPTIONAL : IMMUTABLE_ENTRY, object, out);
      return true;
    }
    return false;
  }

  /** Whether a key is nothing but an entry: as Java's stream, a class of yours is kept. */
  static boolean isEntry(Object object) {
    return object instanceof Map.Entry
        && (Unserialisable.isOfJavaUtil(object.getClass()) || !(object instanceof Serializable));
  }

  private static void write(int number, Object object, StandardWriter out) throws IOException {
    int content = MessagePackWriter.beginExtension(out.out(), ExtensionTypes.JAVA_UTIL);
    out.out().writeByte(number);
    out.writeArray(Unserialisable.partsOf(object));
    MessagePackWriter.endExtension(out.out(), content);
  }

  private static int number(Object object) {
    Class<?> type = object.getClass();
    if (isReversed(object)) {
      return object instanceof Set ? REVERSED_SET : REVERSED_MAP;
    } else if (object instanceof Map.Entry && !Modifier.isPublic(type.getModifiers())) {
      return IMMUTABLE_ENTRY;
    }
    for (int number = 0; number < FORMS.size(); number++) {
      if (FORMS.get(number).type() == type) {
        return number;
      }
    }
    return -1;
  }

  private static boolean isReversed(Object object) {
    return mayBePlain(object)
        && !(object instanceof ConcurrentMap) // which a TreeMap is not
        && Collections.reverseOrder().equals(comparator(object));
  }

  private static boolean mayBePlain(Object object) {
    Class<?> type = object.getClass();
    return type == TreeSet.class
        || type == TreeMap.class
        || !Modifier.isPublic(type.getModifiers());
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
    @Nullable Object[] parts = Unserialisable.partsOf(object);
    Object comparator = comparator(object);
    boolean isNatural = comparator == null || comparator.equals(Comparator.naturalOrder());
    if (object instanceof ConcurrentMap || !isNatural) {
      return null;
    } else if (object instanceof Set) {
      Set<@Nullable Object> plain =
          object instanceof SortedSet ? new TreeSet<>() : new LinkedHashSet<>();
      return filled(plain, parts).size() == parts.length ? plain : null; // no set of identities
    } else if (object instanceof Map) {
      Map<@Nullable Object, @Nullable Object> plain =
          object instanceof SortedMap ? new TreeMap<>() : new LinkedHashMap<>();
      return filled(plain, parts);
    } else if (object instanceof Queue) {
      return new LinkedList<>(Arrays.asList(parts));
    }
    return object instanceof Collection ? new ArrayList<>(Arrays.asList(parts)) : null;
  }

  static Object read(StandardReader in, boolean ofKey) throws IOException, ClassNotFoundException {
    int number = in.in().uint8();
    if (number >= FORMS.size() || (ofKey && number > IMMUTABLE_ENTRY)) {
      throw new StreamCorruptedException("No class of java.util has that number: " + number);
    }
    return FORMS.get(number).making().apply(in.readElements());
  }

  private static Object optional(@Nullable Object[] parts) {
    if (parts.length > 1) {
      throw new IllegalArgumentException("An Optional has one part at most");
    }
    return parts.length == 0 ? Optional.empty() : Optional.of(requireNonNull(parts[0]));
  }

  private static Map.Entry<@Nullable Object, @Nullable Object> entry(@Nullable Object[] parts) {
    if (parts.length != 2) {
      throw new IllegalArgumentException("An entry has two parts");
    }
    return new SimpleImmutableEntry<>(parts[0], parts[1]);
  }

  /** The class of its keys is that of the first one: none of these is empty. */
  @SuppressWarnings({"rawtypes", "unchecked"})
  private static Object enumMap(@Nullable Object[] parts) {
    return new EnumMap(filled(new LinkedHashMap<>(), parts));
  }

  /** With elements, or with keys and values in turn, added to a new collection or map. */
  @SuppressWarnings("unchecked") // which takes any
  static <T> T filled(T target, @Nullable Object[] parts) {
    if (target instanceof Map) {
      for (int i = 0; i < parts.length; i += 2) {
        ((Map<@Nullable Object, @Nullable Object>) target).put(parts[i], parts[i + 1]);
      }
    } else {
      ((Collection<@Nullable Object>) target).addAll(Arrays.asList(parts));
    }
    return target;
  }
}
