package io.sealcache.codec.standard;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.sealcache.codec.Samples.Shape;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Objects that hold others more than once, and objects that know what they are in. */
class EverydayObjectsTest {
  /** Serializable, and no collection. */
  static final class Held implements Serializable {
    private static final long serialVersionUID = 1L;
    private final Object content;

    Held(Object content) {
      this.content = content;
    }
  }

  @Test
  void listThatHoldsItself_isReadAsItWas() throws Exception {
    List<Object> list = new ArrayList<>();
    list.add(new HashMap<>(Map.of("root", list)));

    List<?> read = (List<?>) java().roundTrip(list);

    assertThat(((Map<?, ?>) read.get(0)).get("root")).isSameAs(read);
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
