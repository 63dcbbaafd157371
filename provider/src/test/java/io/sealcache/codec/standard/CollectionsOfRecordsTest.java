package io.sealcache.codec.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.sealcache.codec.Samples.Shape;
import java.io.InvalidClassException;
import java.io.NotSerializableException;
import java.io.Serializable;
import java.util.AbstractMap.SimpleEntry;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Records that aren't Serializable, in what the JDK has for collections. */
@SuppressWarnings("JdkObsolete") // applications have a Vector or Hashtable
class CollectionsOfRecordsTest {
  private final Coding values = Coding.values();

  record Part(int number) implements Comparable<Part> {
    @Override
    public int compareTo(Part other) {
      return Integer.compare(number, other.number);
    }
  }

  /** Serializable, which what it holds need not be. */
  record Claiming(Object held) implements Serializable {}

  private static final Part ONE = new Part(1);
  private static final Part TWO = new Part(2);

  private static List<Part> list() {
    return new ArrayList<>(List.of(TWO, ONE));
  }

  private static Set<Part> set() {
    return new LinkedHashSet<>(list());
  }

  private static Map<Part, Part> map() {
    Map<Part, Part> map = new LinkedHashMap<>();
    map.put(TWO, ONE);
    map.put(ONE, TWO);
    return map;
  }

  static Stream<Arguments> lists() {
    return Stream.of(
            Arrays.asList(TWO, null),
            Collections.unmodifiableList(list()),
            Collections.unmodifiableList(new LinkedList<>(list())),
            Collections.synchronizedList(list()),
            Collections.checkedList(list(), Part.class),
            Collections.singletonList(ONE),
            Collections.nCopies(3, ONE),
            Collections.nCopies(0, ONE),
            list().subList(1, 2),
            List.of(ONE, TWO, ONE).subList(1, 3),
            Arrays.asList(ONE, TWO, ONE).subList(1, 3),
            Collections.unmodifiableList(Collections.synchronizedList(list())),
            Arrays.asList(new Claiming(ONE)),
            Arrays.asList(Optional.of(1)),
            Collections.unmodifiableList(Arrays.asList(Arrays.asList(ONE, 1, "a"))))
        .map(list -> arguments(list, ArrayList.class));
  }

  static Stream<Arguments> sets() {
    return Stream.of(
            Collections.unmodifiableSet(set()),
            Collections.synchronizedSet(set()),
            Collections.checkedSet(set(), Part.class),
            Collections.singleton(ONE),
            fromMap(),
            map().keySet(),
            map().entrySet(),
            Map.of(ONE, TWO).keySet())
        .map(set -> arguments(set, LinkedHashSet.class));
  }

  private static Set<Part> fromMap() {
    Set<Part> set = Collections.newSetFromMap(new HashMap<>());
    set.add(ONE);
    return set;
  }

  static Stream<Arguments> sortedSets() {
    SortedSet<Part> sorted = new TreeSet<>(set());
    return Stream.of(
            Collections.unmodifiableSortedSet(sorted),
            Collections.unmodifiableNavigableSet(new TreeSet<>(set())),
            Collections.synchronizedSortedSet(sorted),
            Collections.checkedSortedSet(sorted, Part.class),
            sorted.headSet(TWO),
            new TreeMap<>(map()).navigableKeySet(),
            new TreeSet<>(set()).descendingSet(),
            Collections.unmodifiableNavigableSet(new TreeSet<>(set()).descendingSet()),
            reversed())
        .map(set -> arguments(set, TreeSet.class));
  }

  private static SortedSet<Part> reversed() {
    SortedSet<Part> reversed = new TreeSet<>(Collections.reverseOrder());
    reversed.addAll(list());
    return reversed;
  }

  static Stream<Arguments> maps() {
    SortedMap<Part, Part> sorted = new TreeMap<>(map());
    return Stream.of(
        arguments(Collections.unmodifiableMap(map()), LinkedHashMap.class),
        arguments(Collections.synchronizedMap(map()), LinkedHashMap.class),
        arguments(Collections.checkedMap(map(), Part.class, Part.class), LinkedHashMap.class),
        arguments(Collections.singletonMap("a", ONE), LinkedHashMap.class),
        arguments(Collections.unmodifiableSortedMap(sorted), TreeMap.class),
        arguments(Collections.synchronizedSortedMap(sorted), TreeMap.class),
        arguments(sorted.tailMap(TWO), TreeMap.class),
        arguments(new TreeMap<>(map()).descendingMap(), TreeMap.class));
  }

  static Stream<Arguments> ofTheirClass() {
    return Stream.<Object>of(
            new ConcurrentHashMap<>(map()),
            ConcurrentHashMap.newKeySet(),
            keySet(),
            new EnumMap<>(Map.of(Shape.CIRCLE, ONE)),
            new CopyOnWriteArrayList<>(list()),
            new java.util.Vector<>(list()),
            new java.util.Hashtable<>(map()),
            new SimpleEntry<>("a", ONE),
            new SimpleImmutableEntry<>(ONE, null),
            Optional.of(ONE),
            Optional.of(Arrays.asList(1, 2)),
            Optional.empty())
        .map(object -> arguments(object, object.getClass()));
  }

  private static Set<Part> keySet() {
    Set<Part> set = ConcurrentHashMap.newKeySet();
    set.addAll(list());
    return set;
  }

  /** As if they held records. */
  static Stream<Arguments> ofSerializables() {
    Set<String> set = new LinkedHashSet<>(List.of("b", "a"));
    return Stream.of(
        arguments(Arrays.asList(1, null), ArrayList.class),
        arguments(Collections.emptyList(), ArrayList.class),
        arguments(Collections.nCopies(2, "a"), ArrayList.class),
        arguments(Collections.synchronizedList(new LinkedList<>(set)), ArrayList.class),
        arguments(Collections.emptySet(), LinkedHashSet.class),
        arguments(Collections.unmodifiableSet(set), LinkedHashSet.class),
        arguments(Collections.unmodifiableSortedSet(new TreeSet<>(set)), TreeSet.class),
        arguments(Collections.emptyMap(), LinkedHashMap.class),
        arguments(Collections.singletonMap("a", null), LinkedHashMap.class),
        arguments(Collections.synchronizedSortedMap(new TreeMap<>(Map.of(1, 2))), TreeMap.class),
        arguments(new java.util.Hashtable<>(Map.of(1, 2)), java.util.Hashtable.class));
  }

  /** Serializable as they and their elements are, what they show isn't. */
  static Stream<Arguments> viewsOfStrings() {
    Map<String, String> map = new LinkedHashMap<>(Map.of("a", "b"));
    List<String> list = new ArrayList<>(List.of("a", "b"));
    return Stream.of(
        arguments(Collections.unmodifiableSet(map.keySet()), LinkedHashSet.class),
        arguments(Collections.unmodifiableMap(map).keySet(), LinkedHashSet.class),
        arguments(Collections.unmodifiableList(list.subList(0, 1)), ArrayList.class),
        arguments(Arrays.asList(Collections.synchronizedSet(map.keySet())), ArrayList.class),
        arguments(
            new CopyOnWriteArrayList<>(List.of(Collections.unmodifiableSet(map.keySet()))),
            CopyOnWriteArrayList.class),
        arguments(
            new ConcurrentHashMap<>(Map.of("a", ONE)).keySet(),
            ConcurrentHashMap.KeySetView.class));
  }

  static Stream<Arguments> inNaturalOrderByAComparator() {
    TreeSet<Part> set = new TreeSet<>(Comparator.naturalOrder());
    set.addAll(list());
    TreeMap<Part, Part> map = new TreeMap<>(Comparator.naturalOrder());
    map.putAll(map());
    return Stream.of(
        arguments(set, TreeSet.class),
        arguments(set.headSet(TWO), TreeSet.class),
        arguments(map, TreeMap.class),
        arguments(Collections.unmodifiableSortedMap(map), TreeMap.class));
  }

  static Stream<Arguments> entries() {
    return Stream.of(
            Map.entry("a", ONE),
            map().entrySet().iterator().next(),
            new TreeMap<>(map()).firstEntry(),
            Map.entry(1, 2))
        .map(entry -> arguments(entry, SimpleImmutableEntry.class));
  }

  /** Of JDK 21 and later. */
  static Stream<Arguments> reversedViews() throws Exception {
    if (Runtime.version().feature() < 21) {
      return Stream.of(arguments(Arrays.asList(ONE), ArrayList.class));
    }
    return Stream.of(
        arguments(List.class.getMethod("reversed").invoke(list()), ArrayList.class),
        arguments(
            LinkedList.class.getMethod("reversed").invoke(new LinkedList<>(List.of("a", "b"))),
            LinkedList.class),
        arguments(LinkedHashSet.class.getMethod("reversed").invoke(set()), LinkedHashSet.class),
        arguments(LinkedHashMap.class.getMethod("reversed").invoke(map()), LinkedHashMap.class));
  }

  @ParameterizedTest
  @MethodSource({
    "lists",
    "sets",
    "sortedSets",
    "maps",
    "ofTheirClass",
    "ofSerializables",
    "viewsOfStrings",
    "inNaturalOrderByAComparator",
    "entries",
    "reversedViews"
  })
  void collection_comesBackEqualAndOfTheClassThatThePageSays(Object value, Class<?> type)
      throws Exception {
    Object decoded = values.roundTrip(value);

    assertThat(decoded).isExactlyInstanceOf(type).isEqualTo(value).hasSameHashCodeAs(value);
    assertThat(value).isEqualTo(decoded);
    assertThat(inOrder(decoded)).isEqualTo(inOrder(value));
    assertThat(values.roundTrip(Optional.of(value))).isEqualTo(Optional.of(value));
  }

  private static Object inOrder(Object object) {
    return object instanceof ConcurrentHashMap || object instanceof java.util.Hashtable
        ? object
        : object.toString();
  }

  /** A collection that equals nothing comes back with the same elements in the same order. */
  @Test
  void queuesAndMereCollections_keepTheirElements() throws Exception {
    Queue<Part> stack = Collections.asLifoQueue(new ArrayDeque<>(list()));

    assertThat((Queue<?>) values.roundTrip(stack)).isExactlyInstanceOf(LinkedList.class);
    assertThat((Queue<?>) values.roundTrip(stack)).hasToString("[Part[number=2], Part[number=1]]");
    for (Collection<Part> collection :
        List.of(map().values(), Collections.unmodifiableCollection(list()))) {
      assertThat((Collection<?>) values.roundTrip(collection))
          .isExactlyInstanceOf(ArrayList.class)
          .hasToString(collection.toString());
    }
    Collection<?> strings =
        Collections.unmodifiableCollection(new HashMap<>(Map.of(1, "a")).values());
    assertThat((Collection<?>) values.roundTrip(strings))
        .isExactlyInstanceOf(ArrayList.class)
        .hasToString("[a]");
  }

  @Test
  void checkedQueue_keepsItsOrder() throws Exception {
    Queue<Integer> queue =
        Collections.checkedQueue(new PriorityQueue<>(List.of(1, 3, 2)), Integer.class);

    Queue<?> decoded = (Queue<?>) values.roundTrip(queue);

    assertThat(List.of(decoded.remove(), decoded.remove(), decoded.remove()))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .containsExactly(1, 2, 3);
  }

  @ParameterizedTest
  @MethodSource("io.sealcache.codec.Samples#serialised")
  void whatHasNoForm_isJavaSerialised(Object value) throws Exception {
    if (!(value instanceof ArrayList)) {
      assertThat(values.hex(value)).startsWith("c9").contains("52aced0005");
    }
  }

  @ParameterizedTest
  @MethodSource({"ofSerializables", "inNaturalOrderByAComparator"})
  void whatHasAForm_isNotJavaSerialised(Object value, Class<?> type) throws Exception {
    assertThat(values.hex(value)).doesNotContain("52aced0005");
  }

  record Typed(
      Collection<Part> collection,
      List<Part> list,
      Set<Part> set,
      SortedSet<Part> sorted,
      ConcurrentMap<Part, Part> concurrent,
      EnumMap<Shape, Part> byShape,
      Optional<Part> optional,
      SimpleEntry<Part, Part> pair,
      Queue<Part> queue) {}

  @Test
  void componentsOfARecord_takeWhatComesBack() throws Exception {
    Typed typed =
        new Typed(
            Collections.unmodifiableSet(set()),
            list().subList(0, 1),
            keySet(),
            reversed().headSet(ONE),
            new ConcurrentHashMap<>(map()),
            new EnumMap<>(Map.of(Shape.CIRCLE, ONE)),
            Optional.empty(),
            new SimpleEntry<>(ONE, TWO),
            new LinkedList<>(list()));

    assertThat(values.roundTrip(typed)).isEqualTo(typed);
  }

  static Stream<Object> refused() {
    WeakHashMap<Part, Integer> weak = new WeakHashMap<>();
    weak.put(ONE, 1);
    TreeSet<Part> compared = new TreeSet<>((one, other) -> one.compareTo(other));
    compared.add(ONE);
    return Stream.of(
        new PriorityQueue<>(list()),
        identities(),
        new ConcurrentSkipListMap<>(map()),
        new ConcurrentSkipListMap<>(map()).headMap(TWO),
        new ConcurrentSkipListMap<>(map()).descendingMap(),
        weak,
        compared,
        Collections.unmodifiableSortedSet(compared));
  }

  @SuppressWarnings("IdentityHashMapUsage") // which is what is refused
  private static Object identities() {
    return new IdentityHashMap<>(map());
  }

  @ParameterizedTest
  @MethodSource("refused")
  void recordInWhatHasNoForm_isRefusedByNameWithWhatToDo(Object value) {
    assertThatThrownBy(() -> values.encode(value))
        .isInstanceOf(NotSerializableException.class)
        .hasMessageContainingAll("is not java.io.Serializable", value.getClass().getName());
  }

  @Test
  @SuppressWarnings("IdentityHashMapUsage") // which is what is refused
  void viewOfAMapOfIdentities_isRefusedWhereTwoOfItsKeysAreEqual() {
    Map<Part, Part> identities = new IdentityHashMap<>();
    identities.put(new Part(1), ONE);
    identities.put(new Part(1), TWO);

    assertThatThrownBy(() -> values.encode(Collections.unmodifiableMap(identities)))
        .isInstanceOf(NotSerializableException.class);
  }

  @Test
  void setOfIdentities_isRefusedWhereTwoOfThemAreEqual() {
    Set<Part> identities = Collections.newSetFromMap(new IdentityHashMap<>());
    identities.add(new Part(1));
    identities.add(new Part(1));

    assertThatThrownBy(() -> values.encode(identities))
        .isInstanceOf(NotSerializableException.class);
  }

  /** No variable can ask for the class of a wrapper, so nobody has to allow it. */
  @Test
  void wrapperThatTheFilterRejects_isWrittenAsThePlainCollection() throws Exception {
    Coding configured = Coding.of(StandardCodec.forValues(JavaFilter.of("configured-types")));
    List<String> checked = Collections.checkedList(new ArrayList<>(List.of("a")), String.class);
    for (List<?> list : List.of(Collections.nCopies(2, "a"), checked)) {
      assertThat(configured.roundTrip(list)).isExactlyInstanceOf(ArrayList.class).isEqualTo(list);
    }

    assertThatThrownBy(() -> configured.encode(new PriorityQueue<>(List.of("a"))))
        .isInstanceOf(InvalidClassException.class)
        .hasMessageContaining(PriorityQueue.class.getName());
  }

  /** Only its first key says of which enum it is. */
  @Test
  void enumMapThatTheFilterRejects_isRefusedWhereItIsEmpty() throws Exception {
    Coding filtered = Coding.of(StandardCodec.forValues(JavaFilter.of("!java.util.EnumMap;*")));
    EnumMap<Shape, String> map = new EnumMap<>(Shape.class);

    assertThatThrownBy(() -> filtered.encode(map)).isInstanceOf(InvalidClassException.class);
    map.put(Shape.CIRCLE, "a");
    assertThat(filtered.roundTrip(map)).isEqualTo(map);
  }

  @Test
  void formsThatNobodyWrites_areRefused() {
    String ofOptional = "c9000000045300" + "92";
    for (String hex :
        List.of(
            ofOptional + "c3c3", // two objects
            "c90000000353" + "0091c0", // null
            "c90000000353" + "0191c3", // half an entry
            "c90000000353" + "0591c3", // half an entry of an EnumMap
            "c90000000253" + "0590", // an EnumMap of no class
            "c90000000253" + "ff90",
            "c90000000153" + "00")) {
      assertThatThrownBy(() -> values.decodeHex(hex)).isInstanceOf(java.io.IOException.class);
      assertThatThrownBy(() -> Coding.keys().decodeHex(hex))
          .isInstanceOf(java.io.IOException.class);
    }
    // A key holds an Optional or an entry, and no class beside them.
    assertThatThrownBy(() -> Coding.keys().decodeHex("c90000000253" + "0990"))
        .isInstanceOf(java.io.IOException.class);
  }
}
