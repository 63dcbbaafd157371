package io.sealcache.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.fixture.OverEachStore;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TestStore;
import java.io.Serial;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;
import org.jsr107.ri.annotations.DefaultGeneratedCacheKey;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.cache.interceptor.SimpleKey;

class EqualityTest {
  @RegisterExtension private static final Stores STORES = new Stores();

  record Customer(String country, List<Integer> numbers) {}

  enum Level {
    LOW,
    HIGH
  }

  /** As the JCache annotations make them: equal by its parameters. */
  static final class GeneratedKey implements Serializable {
    @Serial private static final long serialVersionUID = 1L;
    private final Object[] parameters;

    GeneratedKey(Object... parameters) {
      this.parameters = parameters;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof GeneratedKey key && Arrays.equals(parameters, key.parameters);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(parameters);
    }
  }

  static Stream<Arguments> equalKeys() {
    String shared = "shared";
    Map<String, Integer> oneOrder = new LinkedHashMap<>();
    oneOrder.put("x", 1);
    oneOrder.put("y", 2);
    Map<String, Integer> otherOrder = new HashMap<>(64);
    otherOrder.put("y", 2);
    otherOrder.put("x", 1);
    return Stream.of(
        Arguments.of("text", copy("text")),
        Arguments.of(List.<Object>of(1, "a"), new ArrayList<Object>(List.of(1, copy("a")))),
        Arguments.of(List.of(1, 2), Collections.unmodifiableList(Arrays.asList(1, 2))),
        Arguments.of(List.of(), Collections.emptyList()),
        Arguments.of(Set.of("a", "b", "c"), new TreeSet<>(List.of("c", "b", "a"))),
        Arguments.of(oneOrder, otherOrder),
        Arguments.of(
            new Customer("fr", List.of(1, 2)),
            new Customer(copy("fr"), new ArrayList<>(List.of(1, 2)))),
        Arguments.of(
            new GeneratedKey(shared, shared, 1), new GeneratedKey(shared, copy(shared), 1)),
        Arguments.of(
            new GeneratedKey(List.of(shared, shared)),
            new GeneratedKey(List.of(copy(shared), shared))),
        Arguments.of(new UUID(1, 2), UUID.fromString(new UUID(1, 2).toString())),
        Arguments.of(LocalDate.of(2024, 2, 29), LocalDate.parse("2024-02-29")),
        Arguments.of(new BigDecimal("1.10"), BigDecimal.valueOf(110, 2)),
        Arguments.of(Level.HIGH, Level.valueOf("HIGH")),
        Arguments.of(1L << 40, Long.valueOf("1099511627776")),
        Arguments.of(
            new DefaultGeneratedCacheKey(arguments()), new DefaultGeneratedCacheKey(arguments())),
        Arguments.of(new SimpleKey(arguments()), new SimpleKey(arguments())),
        Arguments.of(SimpleKey.EMPTY, SimpleKey.EMPTY));
  }

  /** Of a method whose result is cached; no instance is in two keys, or twice in one. */
  private static Object[] arguments() {
    return new Object[] {
      copy("tenant"),
      copy("tenant"),
      Integer.valueOf("100000"),
      new ArrayList<>(List.of(copy("a"), 2L)),
      Map.of(copy("k"), copy("v")),
      new int[] {1, 2}
    };
  }

  // Another object with the same text.
  private static String copy(String text) {
    return String.valueOf(text.toCharArray());
  }

  @ParameterizedTest
  @MethodSource("equalKeys")
  void equalKeysBuiltDifferently_findTheSameEntry(Object one, Object other) {
    Cache<Object, String> cache = STORES.create(TestStore.REFERENCE_IMPLEMENTATION);
    assertThat(one).isEqualTo(other);

    cache.put(one, "value");

    assertThat(cache.get(other)).isEqualTo("value");
    assertThat(cache.getAll(Set.of(other))).isEqualTo(Map.of(one, "value"));
    assertThat(cache.putIfAbsent(other, "another")).isFalse();
    assertThat(cache.iterator().next().getKey()).isEqualTo(one).hasSameHashCodeAs(one);
    assertThat(cache.remove(other)).isTrue();
  }

  static Stream<Arguments> unequalKeys() {
    return Stream.of(
        Arguments.of(1, 1L),
        Arguments.of("1", 1),
        Arguments.of(new BigDecimal("1.0"), new BigDecimal("1.00")),
        Arguments.of(List.of(1, 2), List.of(2, 1)),
        Arguments.of(List.of("a"), Set.of("a")),
        Arguments.of(new Customer("fr", List.of()), new Customer("de", List.of())),
        Arguments.of(new GeneratedKey("a", 1), new GeneratedKey("a", 1L)),
        Arguments.of("", " "));
  }

  @ParameterizedTest
  @MethodSource("unequalKeys")
  void unequalKeys_areTwoEntries(Object one, Object other) {
    Cache<Object, String> cache = STORES.create(TestStore.REFERENCE_IMPLEMENTATION);

    cache.put(one, "value");

    assertThat(cache.get(other)).isNull();
    assertThat(cache.putIfAbsent(other, "another")).isTrue();
    assertThat(cache).hasSize(2);
  }

  /** Equal by identity only, as arrays are. */
  static final class WithoutEquals implements Serializable {
    @Serial private static final long serialVersionUID = 1L;
    final int number;

    WithoutEquals(int number) {
      this.number = number;
    }
  }

  /** Equal whatever the note says. */
  static final class Lenient implements Serializable {
    @Serial private static final long serialVersionUID = 1L;
    final int number;
    final String note;

    Lenient(int number, String note) {
      this.number = number;
      this.note = note;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Lenient lenient && lenient.number == number;
    }

    @Override
    public int hashCode() {
      return Objects.hash(number);
    }
  }

  @OverEachStore
  void compareOperations_takeArraysAndClassesWithoutEqualsByContent(TestStore store) {
    compares(store, new byte[] {1, 2}, new byte[] {1, 2}, new byte[] {1, 3});
    compares(store, new int[] {1, 2}, new int[] {1, 2}, new int[] {1});
    compares(store, new String[] {"a"}, new String[] {copy("a")}, new String[] {"b"});
    compares(store, new WithoutEquals(1), new WithoutEquals(1), new WithoutEquals(2));
    compares(store, new Lenient(1, "x"), new Lenient(1, "y"), new Lenient(2, "x"));
    compares(store, List.of(1), new ArrayList<>(List.of(1)), List.of(2));
  }

  private static void compares(TestStore store, Object value, Object equal, Object unequal) {
    Cache<String, Object> cache = STORES.create(store);
    cache.put("key", value);

    assertThat(cache.replace("key", unequal, value)).isFalse();
    assertThat(cache.remove("key", unequal)).isFalse();
    assertThat(cache.replace("key", equal, value)).isTrue();
    assertThat(cache.replace("key", equal, unequal)).isTrue();
    assertThat(cache.remove("key", value)).isFalse();
    assertThat(cache.remove("key", unequal)).isTrue();
    assertThat(cache.containsKey("key")).isFalse();
  }
}
