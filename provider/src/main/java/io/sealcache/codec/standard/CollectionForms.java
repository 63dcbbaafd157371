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
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The classes of {@code java.util} that hold other objects, a row each. The numbers are frozen. */
@SuppressWarnings("JdkObsolete") // applications have a LinkedList, Vector or Hashtable
final class CollectionForms {
  static final int ARRAY_LIST = MessagePack.FIXARRAY;
  static final int LINKED_HASH_MAP = MessagePack.MAP_32;
  static final int HASH_SET = 0x38;
  static final int TREE_SET = 0x3a;
  static final int HASH_MAP = 0x40;
  static final int TREE_MAP = 0x41;
  static final int OPTIONAL = 0x5300;
  static final int IMMUTABLE_ENTRY = 0x5301;
  static final int REVERSED_SET = 0x5303;
  static final int REVERSED_MAP = 0x5304;
  static final int JAVA_UTIL = 0x53;

  private static final int IMMUTABLE_MAP = 0x42;

  /**
   * How a class is made.
   *
   * @param type the ext type; 0x53 with the class's number; or the format of MessagePack
   * @param making of its elements, or of keys and values in turn
   */
  private record Form(int type, Class<?> of, Function<@Nullable Object[], Object> making) {}

  private static final List<Form> FORMS =
      List.of(
          filled(ARRAY_LIST, ArrayList.class, ArrayList::new),
          filled(0x30, LinkedList.class, LinkedList::new),
          filled(0x31, ArrayDeque.class, ArrayDeque::new),
          new Form(0x32, List.of(1).getClass(), parts -> List.of(parts)),
          // The one public way to such a list with nulls.
          new Form(0x33, List.of().getClass(), parts -> Arrays.stream(parts).toList()),
          filled(HASH_SET, HashSet.class, HashSet::new),
          filled(0x39, LinkedHashSet.class, LinkedHashSet::new),
          filled(TREE_SET, TreeSet.class, TreeSet::new),
          new Form(0x3b, Set.of(1).getClass(), parts -> Set.of(parts)),
          new Form(0x3b, Set.of().getClass(), parts -> Set.of(parts)),
          filled(HASH_MAP, HashMap.class, HashMap::new),
          filled(LINKED_HASH_MAP, LinkedHashMap.class, LinkedHashMap::new),
          filled(TREE_MAP, TreeMap.class, TreeMap::new),
          new Form(IMMUTABLE_MAP, Map.of(1, 1).getClass(), CollectionForms::immutableMap),
          new Form(IMMUTABLE_MAP, Map.of().getClass(), CollectionForms::immutableMap),
          new Form(OPTIONAL, Optional.class, CollectionForms::optional),
          new Form(IMMUTABLE_ENTRY, SimpleImmutableEntry.class, CollectionForms::entry),
          new Form(0x5302, SimpleEntry.class, parts -> new SimpleEntry<>(entry(parts))),
          filled(REVERSED_SET, SortedSet.class, () -> new TreeSet<>(Collections.reverseOrder())),
          filled(REVERSED_MAP, SortedMap.class, () -> new TreeMap<>(Collections.reverseOrder())),
          new Form(0x5305, EnumMap.class, CollectionForms::enumMap),
          filled(0x5306, ConcurrentHashMap.class, ConcurrentHashMap::new),
          filled(0x5307, ConcurrentHashMap.KeySetView.class, ConcurrentHashMap::newKeySet),
          new Form(0x5308, CopyOnWriteArrayList.class, CopyOnWriteArrayList::new),
          filled(0x5309, Vector.class, Vector::new),
          filled(0x530a, Hashtable.class, Hashtable::new));

  private static final Map<Class<?>, Form> BY_CLASS =
      FORMS.stream().collect(Collectors.toUnmodifiableMap(Form::of, form -> form));
  private static final Map<Integer, Form> BY_TYPE =
      FORMS.stream().collect(Collectors.toUnmodifiableMap(Form::type, form -> form, (a, b) -> a));

  private CollectionForms() {}

  private static Form filled(int type, Class<?> of, Supplier<Object> empty) {
    return new Form(type, of, parts -> filled(empty.get(), parts));
  }

  /** How objects of that class are written; 0 if in no way of these. */
  static int typeOf(Class<?> type) {
    Form form = BY_CLASS.get(type);
    return form == null ? 0 : form.type();
  }

  /** Whether the content of that ext is a map. */
  static boolean isMap(int type) {
    return type >= HASH_MAP && type <= IMMUTABLE_MAP;
  }

  /**
   * The value of that class.
   *
   * @param type the ext type, or 0x53 with a number
   */
  static Object value(int type, @Nullable Object[] parts) throws StreamCorruptedException {
    Form form = BY_TYPE.get(type);
    if (form == null) {
      throw new StreamCorruptedException("No ext type of a value, or number of a class: " + type);
    }
    return form.making().apply(parts);
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
  static Object fit(Object object, Class<?> type) {
    Class<?> family =
        object instanceof Map
            ? Map.class
            : object instanceof Map.Entry ? Map.Entry.class : Collection.class;
    if (!family.isInstance(object)) {
      return object;
    }
    return FORMS.stream()
        .filter(form -> form.of() != EnumMap.class)
        .filter(form -> family.isAssignableFrom(form.of()) && type.isAssignableFrom(form.of()))
        .findFirst()
        .map(form -> form.making().apply(parts(object)))
        .orElse(object);
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
   * Elements, or keys and values in turn: all at once, so that they are as many as their header
   * says whatever other threads do.
   */
  static @Nullable Object[] parts(Object object) {
    if (object instanceof Collection<?> collection) { // first, as most are
      return collection.toArray();
    } else if (object instanceof Map<?, ?> map) {
      Map.Entry<?, ?>[] entries = map.entrySet().toArray(Map.Entry<?, ?>[]::new);
      @Nullable Object[] parts = new @Nullable Object[2 * entries.length];
      for (int i = 0; i < entries.length; i++) {
        parts[2 * i] = entries[i].getKey();
        parts[2 * i + 1] = entries[i].getValue();
      }
      return parts;
    } else if (object instanceof Map.Entry<?, ?> entry) {
      return new @Nullable Object[] {entry.getKey(), entry.getValue()};
    }
    return object instanceof Optional<?> optional ? optional.stream().toArray() : new Object[0];
  }

  private static Object immutableMap(@Nullable Object[] parts) {
    return Map.copyOf(filled(new HashMap<>(), parts));
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
