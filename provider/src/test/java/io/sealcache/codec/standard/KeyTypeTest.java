package io.sealcache.codec.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.codec.Samples.Money;
import io.sealcache.codec.Samples.Point;
import io.sealcache.codec.Samples.Shape;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.AbstractCollection;
import java.util.AbstractList;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys are read as the type that the cache is configured with, whatever the filter allows. */
class KeyTypeTest {
  private static final AtomicInteger RUNS = new AtomicInteger();
  private static final Coding STANDARD = Coding.of(StandardCodec.forKeys(JavaFilter.of("*")));
  private static final Coding JAVA = Coding.of(JavaCodec.forKeys(JavaFilter.of("*")));

  static final class Gadget implements Serializable {
    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      RUNS.incrementAndGet();
    }
  }

  record Running(int number) implements Serializable {
    Running {
      RUNS.incrementAndGet();
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // applications have them
  record OrderKey(String tenant, Point place, Shape shape, List<String> tags, Point[] path)
      implements Serializable {}

  /** Of the same length as that one's name, and with anything for what it has. */
  record LooseKey(Object tenant, Object place, Object shape, Object tags, Object path) {}

  private static Coding bound(Coding any, Class<?> type) {
    return Coding.of(any.codec().forKeysOf(type));
  }

  private static void assertNothingRuns(Coding coding, byte[] planted, String named) {
    int runs = RUNS.get();
    assertThatThrownBy(() -> coding.decode(planted))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(named);
    assertThat(RUNS).hasValue(runs);
  }

  static Stream<Arguments> withoutParts() {
    return Stream.of(
        Arguments.of(String.class, "a\ud800"),
        Arguments.of(Boolean.class, true),
        Arguments.of(Character.class, 'a'),
        Arguments.of(Integer.class, 1),
        Arguments.of(Long.class, 1L),
        Arguments.of(Double.class, 1.0),
        Arguments.of(UUID.class, new UUID(1, 2)),
        Arguments.of(LocalDate.class, LocalDate.EPOCH),
        Arguments.of(Instant.class, Instant.EPOCH),
        Arguments.of(byte[].class, new byte[] {1}),
        Arguments.of(long[].class, new long[] {1}));
  }

  @ParameterizedTest
  @MethodSource("withoutParts")
  void planted_underATypeWithoutParts_makesNoObjectOfAnyClass(Class<?> type, Object key)
      throws Exception {
    for (Coding any : List.of(STANDARD, JAVA)) {
      for (Object planted :
          List.<Object>of(
              new Gadget(),
              new Running(1),
              Shape.SQUARE,
              new Gadget[] {new Gadget()},
              new ArrayList<>(List.of(new Gadget())),
              new HashSet<>(Set.of(new Gadget())),
              new HashMap<>(Map.of("a", new Gadget())))) {
        assertNothingRuns(bound(any, type), any.encode(planted), type.getTypeName());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("withoutParts")
  void keyOfAnotherTypeWithoutParts_isRefused(Class<?> type, Object key) throws Exception {
    for (Coding any : List.of(STANDARD, JAVA)) {
      for (Object other : List.<Object>of("SECRET", (short) 1, 1.0f, new int[] {1})) {
        if (!key.getClass().isInstance(other)) {
          assertThatThrownBy(() -> bound(any, type).decode(any.encode(other)))
              .isInstanceOf(IOException.class)
              .hasMessageContaining(type.getTypeName())
              .hasMessageContaining(other.getClass().getTypeName())
              .hasMessageNotContaining("SECRET");
        }
      }
    }
  }

  static Stream<Arguments> everyday() {
    return Stream.concat(
        withoutParts(),
        Stream.of(
            Arguments.of(Object.class, new ArrayList<>(List.of("a", "b"))),
            Arguments.of(OrderKey.class, order()),
            Arguments.of(Serializable.class, order()),
            Arguments.of(Record.class, new Point(1, 2)),
            Arguments.of(Comparable.class, "a"),
            Arguments.of(Number.class, BigInteger.TEN),
            Arguments.of(BigDecimal.class, BigDecimal.ONE),
            Arguments.of(Date.class, new java.sql.Timestamp(1)),
            Arguments.of(ZoneId.class, ZoneId.of("Europe/Paris")),
            Arguments.of(Money.class, new Money("EUR", BigDecimal.ONE)),
            Arguments.of(Shape.class, Shape.SQUARE),
            Arguments.of(Enum.class, DayOfWeek.MONDAY),
            Arguments.of(String[].class, new String[] {"a", null}),
            Arguments.of(Object[].class, new Object[] {"a", 1L, Shape.CIRCLE}),
            Arguments.of(List.class, List.of(List.of(1))),
            Arguments.of(Collection.class, new HashSet<>(Set.of("a"))),
            Arguments.of(ArrayList.class, new ArrayList<>(List.of("a"))),
            Arguments.of(TreeSet.class, new TreeSet<>(Set.of("a", "b"))),
            Arguments.of(Map.class, Map.of("a", Map.of(1, 2)))));
  }

  private static OrderKey order() {
    return new OrderKey("acme", new Point(1, 2), Shape.SQUARE, List.of("a"), new Point[0]);
  }

  @ParameterizedTest
  @MethodSource("everyday")
  void key_ofItsType_isWrittenAsUnderObjectAndReadAsThatType(Class<?> type, Object key)
      throws Exception {
    for (Coding any : List.of(STANDARD, JAVA)) {
      if (any.equals(STANDARD) || !(key instanceof Point || key instanceof OrderKey)) {
        Coding bound = bound(any, type);

        assertThat(bound.hex(key)).isEqualTo(any.hex(key));
        Object read = bound.roundTrip(key);
        assertThat(bound.hex(read)).isEqualTo(any.hex(key));
        assertThat(read).isInstanceOf(type);
      }
    }
  }

  /** Whatever reads it: bytes that are cut, or in a format that is never written, may too. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "c7",
        "c702",
        "c70227",
        "c80002",
        "c8000252",
        "c9",
        "c900000002",
        "d4",
        "d851"
      })
  void bytesThatMayHoldObjects_countAsNamingAClass(String hex) {
    assertThat(namesClasses(HexFormat.of().parseHex(hex))).isTrue();
  }

  @Test
  void keysWithoutParts_countAsNamingNoClass() throws Exception {
    for (Object key :
        List.of("a\ud800", BigInteger.TWO.pow(50), Instant.EPOCH, new int[100], new int[99_999])) {
      assertThat(namesClasses(STANDARD.encode(key))).isFalse();
    }
    for (Object key : List.of(new Gadget[0], Set.of(), List.of(), Map.of(), Shape.SQUARE)) {
      assertThat(namesClasses(STANDARD.encode(key))).isTrue();
    }
  }

  private static boolean namesClasses(byte[] encoded) {
    return STANDARD.codec().namesClasses(ByteBuffer.wrap(encoded));
  }

  @Test
  void primitiveType_isReadAsItsClass() throws Exception {
    byte[] planted = STANDARD.encode(new Gadget());

    assertThat(bound(STANDARD, int.class).roundTrip(1)).isEqualTo(1);
    assertNothingRuns(bound(STANDARD, int.class), planted, "java.lang.Integer");
  }

  @Test
  void collection_isReadAsTheClassThatIsAskedFor() throws Exception {
    assertThat(bound(STANDARD, ArrayList.class).roundTrip(List.of("a")))
        .isExactlyInstanceOf(ArrayList.class);
    assertThat(bound(STANDARD, TreeSet.class).roundTrip(Set.of("a")))
        .isExactlyInstanceOf(TreeSet.class);
    assertThat(bound(STANDARD, ConcurrentHashMap.class).roundTrip(Map.of("a", 1)))
        .isExactlyInstanceOf(ConcurrentHashMap.class)
        .isEqualTo(Map.of("a", 1));
    assertThat(bound(STANDARD, SimpleEntry.class).roundTrip(Map.entry("a", 1)))
        .isExactlyInstanceOf(SimpleEntry.class);
  }

  @Test
  void setUnderATypeOfAllCollections_staysASetAndAListAList() throws Exception {
    for (Class<?> type : List.of(Cloneable.class, AbstractCollection.class, Collection.class)) {
      List<Object> keys = List.of(new TreeSet<>(Set.of("a", "b")), new ArrayList<>(List.of("a")));
      for (Object key : keys) {
        assertThat(bound(STANDARD, type).roundTrip(key)).isEqualTo(key).isInstanceOf(type);
      }
    }
    assertThatThrownBy(() -> bound(STANDARD, Set.class).decode(STANDARD.encode(List.of("a", "a"))))
        .isInstanceOf(IOException.class);
  }

  /** A list, to which nobody can turn one back. */
  static final class Path extends AbstractList<String> implements Serializable {
    @Override
    public String get(int index) {
      return "a";
    }

    @Override
    public int size() {
      return 1;
    }
  }

  @Test
  void collectionOfAClassThatCannotBeMade_isWrittenAndRefusedWhenRead() throws Exception {
    byte[] encoded = bound(STANDARD, Path.class).encode(new Path());

    assertThatThrownBy(() -> bound(STANDARD, Path.class).decode(encoded))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(Path.class.getName());
  }

  /** Nothing says of which enum an empty one would be: no key's readability depends on its size. */
  @Test
  void enumMap_isWrittenAndRefusedWhenReadWhateverItHolds() throws Exception {
    Coding bound = bound(STANDARD, EnumMap.class);
    for (Object key :
        List.of(new EnumMap<>(Shape.class), new EnumMap<>(Map.of(Shape.CIRCLE, "a")))) {
      byte[] encoded = bound.encode(key);

      assertThatThrownBy(() -> bound.decode(encoded))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(EnumMap.class.getName());
    }
  }

  @Test
  void planted_recordOrEnumOfAnotherClass_isNotMade() throws Exception {
    for (Class<?> type : List.of(OrderKey.class, Shape.class, Money.class, Point[].class)) {
      assertNothingRuns(
          bound(STANDARD, type), STANDARD.encode(new Running(1)), Running.class.getName());
    }
    assertNothingRuns(
        bound(STANDARD, Point[].class),
        STANDARD.encode(new Running[] {new Running(1)}),
        Running.class.getName());
    assertNothingRuns(
        bound(STANDARD, OrderKey.class), STANDARD.encode(DayOfWeek.MONDAY), "DayOfWeek");
  }

  @Test
  void planted_javaStream_isNotReadWhereNoKeyIsJavaSerialised() throws Exception {
    for (Class<?> type : List.of(OrderKey.class, Shape.class, Point[].class)) {
      assertNothingRuns(bound(STANDARD, type), STANDARD.encode(new Gadget()), type.getTypeName());
    }
  }

  /** In each component, one after the other. */
  @Test
  void planted_partOfARecord_isMadeOnlyWhereItsDeclarationNeedsIt() throws Exception {
    Coding keys = bound(STANDARD, OrderKey.class);
    for (Object planted :
        List.<Object>of(new Gadget(), new Running(1), new Running[] {new Running(2)})) {
      for (int place = 0; place < 5; place++) {
        Object[] parts = {
          "acme", new Point(1, 2), Shape.SQUARE, new ArrayList<>(List.of("a")), new Point[0]
        };
        parts[place] = planted;
        boolean mayBeSerialised = place == 3 && planted instanceof Gadget; // some class of lists
        if (!mayBeSerialised) {
          assertNothingRuns(keys, asOrder(parts), "declared");
        }
      }
    }
    Object[] fitting = {"acme", new Point(1, 2), Shape.SQUARE, List.of("a"), new Point[0]};
    assertThat(keys.hex(keys.decode(asOrder(fitting)))).isEqualTo(keys.hex(order()));
  }

  private static byte[] asOrder(Object[] parts) throws IOException {
    byte[] encoded =
        STANDARD.encode(new LooseKey(parts[0], parts[1], parts[2], parts[3], parts[4]));
    return Coding.renamed(encoded, "LooseKey", "OrderKey");
  }

  @Test
  void planted_serialisedObjectOfAnotherClass_isNoKey() throws Exception {
    for (Coding any : List.of(STANDARD, JAVA)) {
      byte[] planted = any.encode(new Gadget());

      assertThatThrownBy(() -> bound(any, Money.class).decode(planted))
          .isInstanceOf(IOException.class)
          .hasMessageContainingAll(Gadget.class.getName(), Money.class.getName());
    }
  }
}
