package io.sealcache.codec.standard;

import static java.util.Map.entry;

import io.sealcache.internal.messagepack.MessagePack;
import io.sealcache.internal.messagepack.MessagePackWriter;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Collections of values: each is read as the class that it was written as. */
final class ExactCollections implements CollectionFormat {
  /** More entries need a map 32, which stands for another class. */
  private static final int MAX_BARE_HASH_MAP = MessagePack.UINT_16_MAX;

  private static final Map<Class<?>, Integer> TYPES =
      Map.ofEntries(
          entry(LinkedList.class, ExtensionTypes.LINKED_LIST),
          entry(ArrayDeque.class, ExtensionTypes.ARRAY_DEQUE),
          entry(List.of(1).getClass(), ExtensionTypes.SMALL_IMMUTABLE_LIST),
          entry(List.of().getClass(), ExtensionTypes.IMMUTABLE_LIST),
          entry(HashSet.class, ExtensionTypes.HASH_SET),
          entry(LinkedHashSet.class, ExtensionTypes.LINKED_HASH_SET),
          entry(TreeSet.class, ExtensionTypes.TREE_SET),
          entry(Set.of(1).getClass(), ExtensionTypes.IMMUTABLE_SET),
          entry(Set.of().getClass(), ExtensionTypes.IMMUTABLE_SET),
          entry(HashMap.class, ExtensionTypes.LARGE_HASH_MAP),
          entry(TreeMap.class, ExtensionTypes.TREE_MAP),
          entry(Map.of(1, 1).getClass(), ExtensionTypes.IMMUTABLE_MAP),
          entry(Map.of().getClass(), ExtensionTypes.IMMUTABLE_MAP));

  @Override
  public boolean write(Object object, StandardWriter out) throws IOException {
    Class<?> type = object.getClass();
    if (type == ArrayList.class) {
      out.writeArray(((ArrayList<?>) object).toArray());
    } else if (type == LinkedHashMap.class) {
      Map.Entry<?, ?>[] entries = entries((Map<?, ?>) object);
      MessagePackWriter.writeMap32Header(out.out(), entries.length);
      out.writeEntries(entries);
    } else if (type == HashMap.class && ((Map<?, ?>) object).size() <= MAX_BARE_HASH_MAP) {
      writeMap((Map<?, ?>) object, out);
    } else if (TYPES.containsKey(type) && !hasComparator(object)) {
      writeExtension(TYPES.get(type), object, out);
    } else {
      return JavaUtilForms.write(object, out);
    }
    return true;
  }

  private static void writeExtension(int type, Object object, StandardWriter out)
      throws IOException {
    int content = MessagePackWriter.beginExtension(out.out(), type);
    if (object instanceof Map<?, ?> map) {
      writeMap(map, out);
    } else {
      out.writeArray(((Collection<?>) object).toArray());
    }
    MessagePackWriter.endExtension(out.out(), content);
  }

  private static void writeMap(Map<?, ?> map, StandardWriter out) throws IOException {
    Map.Entry<?, ?>[] entries = entries(map);
    MessagePackWriter.writeMapHeader(out.out(), entries.length);
    out.writeEntries(entries);
  }

  /** All at once, so that header and entries agree whatever other threads do to the map. */
  private static Map.Entry<?, ?>[] entries(Map<?, ?> map) {
    return map.entrySet().toArray(Map.Entry<?, ?>[]::new);
  }

  private static boolean hasComparator(Object object) {
    return object instanceof SortedSet<?> set
        ? set.comparator() != null
        : object instanceof SortedMap<?, ?> map && map.comparator() != null;
  }

  @Override
  public Object readArray(int count, StandardReader in) throws IOException, ClassNotFoundException {
    return new ArrayList<>(Arrays.asList(in.readElements(count)));
  }

  @Override
  public Object readMap(int count, boolean wide, StandardReader in)
      throws IOException, ClassNotFoundException {
    return in.fill(wide ? new LinkedHashMap<>() : new HashMap<>(), count);
  }

  @Override
  @SuppressWarnings("JdkObsolete") // a LinkedList comes back as one
  public Object readExtension(int type, StandardReader in)
      throws IOException, ClassNotFoundException {
    return switch (type) {
      case ExtensionTypes.LINKED_LIST -> readInto(new LinkedList<>(), in);
      case ExtensionTypes.ARRAY_DEQUE -> readInto(new ArrayDeque<>(), in);
      case ExtensionTypes.SMALL_IMMUTABLE_LIST -> List.of(in.readElements());
      // The one public way to such a list with nulls.
      case ExtensionTypes.IMMUTABLE_LIST -> Arrays.stream(in.readElements()).toList();
      case ExtensionTypes.HASH_SET -> readInto(new HashSet<>(), in);
      case ExtensionTypes.LINKED_HASH_SET -> readInto(new LinkedHashSet<>(), in);
      case ExtensionTypes.TREE_SET -> readInto(new TreeSet<>(), in);
      case ExtensionTypes.IMMUTABLE_SET -> Set.of(in.readElements());
      case ExtensionTypes.LARGE_HASH_MAP -> readInto(new HashMap<>(), in);
      case ExtensionTypes.TREE_MAP -> readInto(new TreeMap<>(), in);
      case ExtensionTypes.IMMUTABLE_MAP -> Map.copyOf(readInto(new HashMap<>(), in));
      case ExtensionTypes.JAVA_UTIL -> JavaUtilForms.read(in, false);
      default -> throw new StreamCorruptedException("No ext type of a value: " + type);
    };
  }

  private static Object readInto(Collection<@Nullable Object> target, StandardReader in)
      throws IOException, ClassNotFoundException {
    return in.fill(target, in.in().arrayHeader());
  }

  private static Map<@Nullable Object, @Nullable Object> readInto(
      Map<@Nullable Object, @Nullable Object> target, StandardReader in)
      throws IOException, ClassNotFoundException {
    return in.fill(target, in.in().mapHeader());
  }

  @Override
  public @Nullable Object readFor(Class<?> type, StandardReader in)
      throws IOException, ClassNotFoundException {
    return in.read();
  }

  @Override
  public void serialised(Class<?> type) {}

  @Override
  public UnaryOperator<Object> replacements(StandardWriter out) {
    return UnaryOperator.identity();
  }
}
