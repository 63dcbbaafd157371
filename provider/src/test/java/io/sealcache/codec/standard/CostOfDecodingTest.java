package io.sealcache.codec.standard;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.sealcache.codec.Samples.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A few bytes must not keep a JVM busy, whatever the filter lets through. */
class CostOfDecodingTest {
  private static final int LEVELS = 30;

  private static Set<Object> nestedSets() {
    Set<Object> root = new HashSet<>();
    Set<Object> one = root;
    Set<Object> other = new HashSet<>();
    for (int i = 0; i < LEVELS; i++) {
      Set<Object> first = new HashSet<>(Set.of("foo"));
      Set<Object> second = new HashSet<>();
      for (Set<Object> outer : List.of(one, other)) { // whose hash code is that of no parts yet
        outer.add(first);
        outer.add(second);
      }
      one = first;
      other = second;
    }
    return root;
  }

  private static Object doubled(Function<List<Object>, Object> level) {
    Object inner = "";
    for (int i = 0; i < LEVELS; i++) {
      inner = level.apply(List.of(inner, inner));
    }
    return inner;
  }

  private static Object map(List<Object> parts) {
    Map<Object, Object> map = new HashMap<>();
    map.put("one", parts.get(0));
    map.put("other", parts.get(1));
    return map;
  }

  /** Hash tables with the bomb in a key, which each asks for a hash code as it is read. */
  @SuppressWarnings("JdkObsolete") // applications have Hashtables
  private static List<Object> asKey(Object bomb) {
    List<Object> key = new ArrayList<>();
    List<Object> tables =
        List.of(
            new HashSet<>(Set.of(key)),
            new LinkedHashSet<>(Set.of(key)),
            Set.of(key),
            new HashMap<>(Map.of(key, "")),
            Map.of(key, ""),
            new java.util.Hashtable<>(Map.of(key, "")),
            new ConcurrentHashMap<>(Map.of(key, "")));
    key.add(bomb);
    return tables;
  }

  @SuppressWarnings("JdkObsolete") // applications have Vectors
  static Stream<Arguments> bombs() {
    Stream<Arguments> sets = Stream.of(Arguments.of("sets in sets", nestedSets()));
    Stream<Arguments> keys =
        asKey(doubled(ArrayList::new)).stream()
            .map(table -> Arguments.of(table.getClass().getSimpleName() + " of lists", table));
    Stream<Arguments> parts =
        Map.<String, Function<List<Object>, Object>>of(
                "vectors", java.util.Vector::new,
                "lists of arrays", parts1 -> Arrays.asList(parts1.toArray()),
                "entries", parts1 -> new SimpleEntry<>(parts1.get(0), parts1.get(1)),
                "maps", CostOfDecodingTest::map,
                "wrapped lists", parts1 -> Collections.unmodifiableList(new ArrayList<>(parts1)))
            .entrySet()
            .stream()
            .map(
                part ->
                    Arguments.of(
                        "set of " + part.getKey(), asKey(doubled(part.getValue())).get(0)));
    Stream<Arguments> immutable =
        Stream.of(
            Arguments.of("lists of List.of", doubled(List::copyOf)),
            Arguments.of("maps of Map.of", doubled(two -> Map.of(1, two.get(0), 2, two.get(1)))));
    return Stream.of(sets, keys, parts, immutable).flatMap(each -> each);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bombs")
  void decode_ofPartsThatAreMetTooOften_isRefusedAtOnceWhateverTheFilter(String what, Object bomb)
      throws Exception {
    byte[] stream = javaStream(bomb);
    byte[] inStandard =
        ByteBuffer.allocate(6 + stream.length)
            .put((byte) 0xc9)
            .putInt(stream.length)
            .put((byte) StandardWriter.JAVA)
            .put(stream)
            .array();

    for (String pattern :
        List.of(JavaFilter.ALL_BUT_GADGETS, JavaFilter.CONFIGURED_TYPES, "java.base/*;!*", "*")) {
      var filter = JavaFilter.of(pattern);
      for (Coding java : codings(JavaCodec.forValues(filter), JavaCodec.forKeys(filter))) {
        assertRefused(() -> java.decode(stream));
      }
      for (Coding standard :
          codings(StandardCodec.forValues(filter), StandardCodec.forKeys(filter))) {
        assertRefused(() -> standard.decode(inStandard));
      }
    }
  }

  private static List<Coding> codings(io.sealcache.codec.Codec... codecs) {
    return Arrays.stream(codecs).map(Coding::of).toList();
  }

  private interface Decoding {
    Object decode() throws Exception;
  }

  private static void assertRefused(Decoding decoding) {
    assertTimeoutPreemptively(
        ofSeconds(20),
        () ->
            assertThatThrownBy(decoding::decode)
                .isInstanceOf(InvalidObjectException.class)
                .hasMessageContaining("hash codes cost too much"));
  }

  private static byte[] javaStream(Object object) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    return bytes.toByteArray();
  }

  /** Many cheap parts of one hash table are as dear as one dear part. */
  @Test
  void decode_ofManyKeysThatShareOneDearPart_isRefused() throws Exception {
    Object dear =
        IntStream.range(0, 10_000).boxed().collect(Collectors.toCollection(ArrayList::new));
    Map<Object, Object> map = new HashMap<>();
    for (int i = 0; i < 10_000; i++) {
      map.put(i, new HashSet<>(Set.of(Arrays.asList(i, dear))));
    }

    byte[] stream = javaStream(map);

    assertRefused(() -> java().decode(stream));
    assertRefused(() -> java().encode(map));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bombs")
  void encode_refusesWhatDecodeWould(String what, Object bomb) {
    assertRefused(() -> java().encode(bomb));
    assertRefused(() -> Coding.values().encode(new Held(bomb)));
    assertRefused(() -> java().encode(new Object[] {new Held(bomb)}));
  }

  /** Serializable, and no collection. */
  static final class Held implements Serializable {
    private static final long serialVersionUID = 1L;
    private final Object content;

    Held(Object content) {
      this.content = content;
    }
  }

  /** A short stream of many parts, which need no room until somebody asks for them. */
  @Test
  void copies_areCountedWithoutMakingRoomForThem() throws Exception {
    List<String> copies = Collections.nCopies(1 << 24, "a");
    byte[] stream = javaStream(copies);
    long before = allocated();

    assertThatThrownBy(() -> java().encode(copies)).isInstanceOf(InvalidObjectException.class);
    assertThatThrownBy(() -> java().decode(stream)).isInstanceOf(IOException.class);

    assertThat(allocated() - before).isLessThan(copies.size());
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  @Test
  void collectionThatHoldsItself_isRefusedByBothSides() throws Exception {
    List<Object> list = new ArrayList<>();
    list.add(new ArrayList<>(List.of(new HashMap<>(Map.of("root", list)))));
    byte[] stream = javaStream(list);

    assertThatThrownBy(() -> java().encode(list))
        .isInstanceOf(InvalidObjectException.class)
        .hasMessageContaining("holds itself");
    assertThatThrownBy(() -> java().decode(stream))
        .isInstanceOf(InvalidObjectException.class)
        .hasMessageContaining("holds itself");
  }

  /** Known by its number, as a row of a database is. */
  static final class Entity implements Serializable {
    private static final long serialVersionUID = 1L;
    private final int number;
    private final Set<Entity> others = new HashSet<>();
    private Set<Entity> siblings = Set.of();
    private final Map<Shape, List<Entity>> byShape = new EnumMap<>(Shape.class);

    Entity(int number) {
      this.number = number;
    }

    @Override
    public boolean equals(@org.jspecify.annotations.Nullable Object other) {
      return other instanceof Entity entity && entity.number == number;
    }

    @Override
    public int hashCode() {
      return number;
    }
  }

  private static Entity parentOf(int children) {
    Entity parent = new Entity(-1);
    for (int i = 0; i < children; i++) {
      Entity child = new Entity(i);
      child.others.add(parent);
      child.siblings = parent.others;
      parent.others.add(child);
      parent.byShape.computeIfAbsent(Shape.CIRCLE, s -> new ArrayList<>()).add(child);
    }
    return parent;
  }

  /** With 2^60 ways from the first to the last. */
  private static Entity diamonds() {
    Entity last = new Entity(0);
    for (int i = 1; i < 120; i += 2) {
      Entity left = new Entity(i);
      Entity right = new Entity(i + 1);
      left.others.add(last);
      right.others.add(last);
      last = new Entity(1000 + i);
      last.others.addAll(List.of(left, right));
    }
    return last;
  }

  private static Object document(int depth) {
    Object inner = "leaf";
    for (int i = 0; i < depth; i++) {
      inner =
          new LinkedHashMap<>(
              Map.of("name", "n" + i, "child", inner, "tags", new ArrayList<>(List.of("a", i))));
    }
    return inner;
  }

  private static Object rolesOfUsers() {
    List<Object> roles = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      roles.add("role " + i);
    }
    Map<String, Object> users = new ConcurrentHashMap<>();
    for (int i = 0; i < 20_000; i++) {
      users.put("user " + i, roles);
    }
    return users;
  }

  private static Object subsetsOf(int elements) {
    return IntStream.range(0, 1 << elements)
        .mapToObj(
            bits ->
                IntStream.range(0, elements)
                    .filter(i -> (bits >> i & 1) == 1)
                    .boxed()
                    .collect(Collectors.toCollection(HashSet::new)))
        .collect(Collectors.toCollection(HashSet::new));
  }

  static Stream<Arguments> everyday() {
    return Map.<String, Object>of(
            "a parent and its children", parentOf(1000),
            "diamonds", diamonds(),
            "a document", document(80),
            "roles that users share", rolesOfUsers(),
            "all subsets", subsetsOf(12),
            "sorted", new TreeMap<>(Map.of("a", new TreeSet<>(List.of("b", "c")))),
            "numbers",
                IntStream.range(0, 300_000)
                    .boxed()
                    .collect(Collectors.toCollection(ArrayList::new)),
            "of the JDK's own", Map.of(List.of("a", Set.of(1, 2)), Map.entry("k", 1).getKey()))
        .entrySet()
        .stream()
        .map(each -> Arguments.of(each.getKey(), each.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyday")
  void everydayObjects_areWrittenAndRead(String what, Object object) throws Exception {
    Object read = java().roundTrip(object);
    Held held = (Held) Coding.values().roundTrip(new Held(object));

    assertThat(read).isEqualTo(object);
    assertThat(held.content).isEqualTo(object);
  }

  /** A reference to a set that is still being read. */
  @Test
  void entitiesThatKnowTheSetTheyAreIn_areReadAsTheyWere() throws Exception {
    Entity parent = (Entity) java().roundTrip(parentOf(3));

    assertThat(parent.others).hasSize(3);
    assertThat(parent.others).allMatch(child -> child.siblings == parent.others);
  }

  private static Coding java() {
    return Coding.of(JavaCodec.forValues(JavaFilter.standard()));
  }

  /** Without references depth is the bound: each part is asked by no more than 128 that hold it. */
  @Test
  void setsInSetsWithoutReferences_areReadAtOnce() {
    Set<Object> nested = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      nested.add(i);
    }
    for (int i = 0; i < 126; i++) {
      nested = new HashSet<>(Set.of(nested, i));
    }
    Set<Object> sets = nested;

    assertTimeoutPreemptively(
        ofSeconds(20),
        () -> {
          assertThat(Coding.values().roundTrip(sets)).isEqualTo(sets);
          assertThat(Coding.keys().roundTrip(sets)).isEqualTo(sets);
        });
  }
}
