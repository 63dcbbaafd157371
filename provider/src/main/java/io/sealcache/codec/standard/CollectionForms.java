package io.sealcache.codec.standard;

import static java.util.Objects.requireNonNull;

import io.sealcache.internal.messagepack.MessagePack;
import java.io.Serializable;
import java.io.StreamCorruptedException;
import java.util.AbstractMap.SimpleEntry;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The classes of {@code java.util} that hold other objects, a row each. The numbers are frozen. */
@SuppressWarnings("JdkObsolete") // applications have a LinkedList, Vector or Hashtable
final class CollectionForms {
  static final int ARRAY_LIST = MessagePack.FIXARRAY;
  static final int LINKED_HASH_MAP = MessagePack.MAP_32;
  static final int LINKED_LIST = 0x30;
  static final int HASH_SET = 0x38;
  static final int LINKED_HASH_SET = 0x39;
  static final int TREE_SET = 0x3a;
  static final int HASH_MAP = 0x40;
  static final int TREE_MAP = 0x41;
  static final int OPTIONAL = 0x5300;
  static final int IMMUTABLE_ENTRY = 0x5301;
  static final int REVERSED_SET = 0x5303;
  static final int REVERSED_MAP = 0x5304;
  static final int ENUM_MAP = 0x5305;
  static final int JAVA_UTIL = 0x53;

  private static final int IMMUTABLE_MAP = 0x42;

  /**
   * How each is written: the ext type; 0x53 with the class's number; or the format of MessagePack.
   * Of those that fit a variable the first is made.
   */
  private static final Map<Class<?>, Integer> TYPES = new LinkedHashMap<>();

  static {
    TYPES.put(ArrayList.class, ARRAY_LIST);
    TYPES.put(LinkedList.class, LINKED_LIST);
    TYPES.put(ArrayDeque.class, 0x31);
    TYPES.put(List.of(1).getClass(), 0x32);
    TYPES.put(List.of().getClass(), 0x33);
    TYPES.put(HashSet.class, HASH_SET);
    TYPES.put(LinkedHashSet.class, LINKED_HASH_SET);
    TYPES.put(TreeSet.class, TREE_SET);
    TYPES.put(Set.of(1).getClass(), 0x3b);
    TYPES.put(Set.of().getClass(), 0x3b);
    TYPES.put(HashMap.class, HASH_MAP);
    TYPES.put(LinkedHashMap.class, LINKED_HASH_MAP);
    TYPES.put(TreeMap.class, TREE_MAP);
    TYPES.put(Map.of(1, 1).getClass(), IMMUTABLE_MAP);
    TYPES.put(Map.of().getClass(), IMMUTABLE_MAP);
    TYPES.put(Optional.class, OPTIONAL);
    TYPES.put(SimpleImmutableEntry.class, IMMUTABLE_ENTRY);
    TYPES.put(SimpleEntry.class, 0x5302);
    TYPES.put(EnumMap.class, ENUM_MAP);
    TYPES.put(ConcurrentHashMap.class, 0x5306);
    TYPES.put(ConcurrentHashMap.KeySetView.class, 0x5307);
    TYPES.put(CopyOnWriteArrayList.class, 0x5308);
    TYPES.put(Vector.class, 0x5309);
    TYPES.put(Hashtable.class, 0x530a);
  }

  private CollectionForms() {}

  /** How objects of that class are written; 0 if in no way of these. */
  static int typeOf(Class<?> type) {
    return TYPES.getOrDefault(type, 0);
  }

  /** Whether what is written so is a map: no object needs to be asked. */
  static boolean isMap(int type) {
    return (type >= HASH_MAP && type <= IMMUTABLE_MAP) || type == LINKED_HASH_MAP;
  }

  /**
   * The value of that class.
   *
   * @param type the ext type, or 0x53 with a number
   * @param parts its elements, or keys and values in turn
   */
  static Object value(int type, @Nullable Object[] parts) throws StreamCorruptedException {
    return switch (type) {
      case ARRAY_LIST -> filled(new ArrayList<>(), parts);
      case LINKED_LIST -> filled(new LinkedList<>(), parts);
      case 0x31 -> filled(new ArrayDeque<>(), parts);
      case 0x32 -> List.of(parts);
      case 0x33 -> Arrays.stream(parts).toList(); // the one public way to such a list with nulls
      case HASH_SET -> filled(new HashSet<>(), parts);
      case LINKED_HASH_SET -> filled(new LinkedHashSet<>(), parts);
      case TREE_SET -> filled(new TreeSet<>(), parts);
      case 0x3b -> Set.of(parts);
      case HASH_MAP -> filled(new HashMap<>(), parts);
      case LINKED_HASH_MAP -> filled(new LinkedHashMap<>(), parts);
      case TREE_MAP -> filled(new TreeMap<>(), parts);
      case IMMUTABLE_MAP -> Map.copyOf(filled(new HashMap<>(), parts));
      case OPTIONAL -> optional(parts);
      case IMMUTABLE_ENTRY -> entry(parts);
      case 0x5302 -> new SimpleEntry<>(entry(parts));
      case REVERSED_SET -> filled(new TreeSet<>(Collections.reverseOrder()), parts);
      case REVERSED_MAP -> filled(new TreeMap<>(Collections.reverseOrder()), parts);
      case ENUM_MAP -> enumMap(parts);
      case 0x5306 -> filled(new ConcurrentHashMap<>(), parts);
      case 0x5307 -> filled(ConcurrentHashMap.newKeySet(), parts);
      case 0x5308 -> new CopyOnWriteArrayList<>(parts);
      case 0x5309 -> filled(new Vector<>(), parts);
      case 0x530a -> filled(new Hashtable<>(), parts);
      default ->
          throw new StreamCorruptedException(
              "No ext type of a value, or number of a class: " + type);
    };
  }

  /** As {@link #value}, of a key: a set can't be modified, and no other collection has a type. */
  static Object key(int type, @Nullable Object[] parts) throws StreamCorruptedException {
    if (type == HASH_SET) {
      return Collections.unmodifiableSet(filled(new LinkedHashSet<@Nullable Object>(), parts));
    } else if (type != OPTIONAL && type != IMMUTABLE_ENTRY) {
      throw new StreamCorruptedException("No ext type of a key, or number of a class: " + type);
    }
    return value(type, parts);
  }

  /**
   * That object as one that fits a variable of that type, itself if it can't be: as no EnumMap is,
   * since nothing tells the enum of an empty one.
   */
  static Object fit(Object object, Class<?> type) throws StreamCorruptedException {
    Class<?> family =
        object instanceof Map
            ? Map.class
            : object instanceof Map.Entry ? Map.Entry.class : Collection.class;
    if (family.isInstance(object)) {
      for (Map.Entry<Class<?>, Integer> form : TYPES.entrySet()) {
        Class<?> of = form.getKey();
        boolean isAlike = object instanceof Set == Set.class.isAssignableFrom(of);
        if (isAlike
            && family.isAssignableFrom(of)
            && type.isAssignableFrom(of)
            && of != EnumMap.class) {
          return value(form.getValue(), parts(object));
        }
      }
    }
    return object;
  }

  /** Whether that is what the JDK serialises instead of a List.of, Set.of or Map.of. */
  static boolean isOfImmutable(Object object) {
    return object.getClass().getName().equals("java.util.CollSer");
  }

  static boolean isOfJavaUtil(Class<?> type) {
    return type.getName().startsWith("java.util.");
  }

  /** Whether a key is nothing but an entry: as Java's stream, a class of yours is kept. */
  static boolean isPlainEntry(Object object) {
    return object instanceof Map.Entry
        && (isOfJavaUtil(object.getClass()) || !(object instanceof Serializable));
  }

  /**
   * Elements, or keys and values in turn, of what is of one of these kinds only: all at once, so
   * that they are as many as their header says whatever other threads do.
   */
  static @Nullable Object[] parts(Object object) {
    if (object instanceof Map<?, ?> map) {
      Object[] entries = map.entrySet().toArray();
      @Nullable Object[] parts = new @Nullable Object[2 * entries.length];
      for (int i = 0; i < entries.length; i++) {
        Map.Entry<?, ?> entry = (Map.Entry<?, ?>) entries[i];
        parts[2 * i] = entry.getKey();
        parts[2 * i + 1] = entry.getValue();
      }
      return parts;
    } else if (object instanceof Map.Entry<?, ?> entry) {
      return new @Nullable Object[] {entry.getKey(), entry.getValue()};
    } else if (object instanceof Optional<?> optional) {
      return optional.stream().toArray();
    }
    return object instanceof Collection<?> collection ? collection.toArray() : new Object[0];
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
