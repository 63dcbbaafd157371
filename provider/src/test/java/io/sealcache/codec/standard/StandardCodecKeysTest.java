package io.sealcache.codec.standard;

import static io.sealcache.codec.standard.SampleKeys.address;
import static io.sealcache.codec.standard.SampleKeys.bits;
import static io.sealcache.codec.standard.SampleKeys.colliding;
import static io.sealcache.codec.standard.SampleKeys.fresh;
import static io.sealcache.codec.standard.SampleKeys.freshInteger;
import static io.sealcache.codec.standard.SampleKeys.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.sealcache.codec.Samples;
import io.sealcache.codec.Samples.Box;
import io.sealcache.codec.Samples.Money;
import io.sealcache.codec.Samples.Pair;
import io.sealcache.codec.Samples.Point;
import io.sealcache.codec.standard.SampleKeys.Comparing;
import io.sealcache.codec.standard.SampleKeys.Couple;
import io.sealcache.codec.standard.SampleKeys.Generated;
import io.sealcache.codec.standard.SampleKeys.HashTables;
import io.sealcache.codec.standard.SampleKeys.Holder;
import io.sealcache.codec.standard.SampleKeys.Listed;
import io.sealcache.codec.standard.SampleKeys.Simple;
import io.sealcache.codec.standard.SampleKeys.Unhashed;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.NotSerializableException;
import java.io.Serializable;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URL;
import java.util.AbstractMap.SimpleEntry;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StandardCodecKeysTest {
  private final Coding keys = Coding.keys();
  private final Coding java = Coding.of(JavaCodec.forKeys(JavaFilter.standard()));

  @ParameterizedTest
  @MethodSource({"io.sealcache.codec.Samples#values", "io.sealcache.codec.Samples#wrappers"})
  void roundTrip_givesAnEqualKeyWithTheSameBytes(Object key) throws Exception {
    byte[] encoded = keys.encode(key);
    Object decoded = keys.decode(encoded);

    assertThat(decoded).isEqualTo(key).hasSameHashCodeAs(key);
    assertThat(keys.encode(decoded)).isEqualTo(encoded);
  }

  static Stream<Arguments> equalKeys() {
    String shared = fresh("shared");
    Money money = new Money("EUR", BigDecimal.ONE);
    return Stream.of(
        arguments(new TreeSet<>(Set.of("b", "a")), new HashSet<>(Set.of("a", "b"))),
        arguments(new TreeMap<>(Map.of("a", 1, "b", 2)), new HashMap<>(Map.of("a", 1, "b", 2))),
        arguments(new Box<>(List.of(Double.NaN)), new Box<>(List.of(Double.longBitsToDouble(-1L)))),
        arguments(new Generated(1, 1), new Generated(freshInteger(1), freshInteger(1))),
        arguments(new Generated(1000, 1000), new Generated(freshInteger(1000), 1000)),
        arguments(
            new Generated(money, money), new Generated(money, new Money("EUR", BigDecimal.ONE))),
        arguments(
            new Generated(new Object[] {new Object[] {shared}, shared}),
            new Generated(new Object[] {new Object[] {fresh("shared")}, shared})),
        // The stream itself writes that string, as the type of the field.
        arguments(new Holder("Ljava/lang/Object;"), new Holder(fresh("Ljava/lang/Object;"))),
        arguments(
            new Generated("[Ljava/lang/Object;", "[Ljava/lang/Object;"),
            new Generated(fresh("[Ljava/lang/Object;"), "[Ljava/lang/Object;")),
        arguments(new Simple(shared, shared, null), new Simple(fresh("shared"), shared, null)),
        arguments(new Simple(colliding("Aa", "BB")), new Simple(colliding("BB", "Aa"))),
        arguments(new HashTables(colliding("Aa", "BB")), new HashTables(colliding("BB", "Aa"))),
        arguments(new SimpleEntry<>("a", null), new SimpleImmutableEntry<>("a", null)),
        arguments(new HashMap<>(Map.of(1, 2)).entrySet().iterator().next(), Map.entry(1, 2)),
        arguments(new Holder(bits(64)), new Holder(bits(1000))),
        arguments(new Generated(Map.entry(1, 2)), new Generated(new SimpleEntry<>(1, 2))),
        arguments(new Box<>(address("here", 16)), new Box<>(address("there", 16))),
        arguments(new Generated(address("here", 4)), new Generated(address(null, 4))),
        // The order of Set.of and Map.of is another in each JVM.
        arguments(
            new Holder(Map.of("a", 1, "b", 2, "c", 3, "d", 4)),
            new Holder(map("d", 4, "c", 3, "b", 2, "a", 1))),
        arguments(
            new Holder(Set.<Object>of(List.of(1), Map.of(2, Set.of(3, 4, 5)))),
            new Holder(
                new HashSet<Object>(
                    List.<Object>of(Map.of(2, new HashSet<>(List.of(5, 4, 3))), asList(1))))),
        arguments(
            new Holder(Set.<Object>of(0, 1, int.class)),
            new Holder(Set.<Object>of(int.class, 1, 0))),
        arguments(
            new Holder(Set.<Object>of(Holder.class, Point[].class, 1)),
            new Holder(new HashSet<>(List.<Object>of(1, Point[].class, Holder.class)))));
  }

  @ParameterizedTest
  @MethodSource("equalKeys")
  void encode_givesEqualKeysEqualBytes(Object one, Object other) throws Exception {
    assertThat(one).isEqualTo(other);
    assertThat(keys.hex(one)).isEqualTo(keys.hex(other));
    assertThat(keys.roundTrip(one)).isEqualTo(one);
  }

  static Stream<Arguments> differentKeys() {
    return Stream.of(
        arguments(1, 1L),
        arguments((byte) 1, (short) 1),
        arguments(0.0, -0.0),
        arguments(1.0f, 1.0),
        arguments('1', "1"),
        arguments("", List.of()),
        arguments(List.of(1, 2), List.of(2, 1)),
        arguments(List.of(1), Set.of(1)),
        arguments(new BigDecimal("1.0"), new BigDecimal("1.00")),
        arguments(Map.of("a", 1), Map.of("a", 2)),
        arguments("\uD800", "\uD801"),
        arguments("\uD800", "?"),
        arguments(new Pair(1, null), new Pair(null, 1)),
        arguments(new Box<>(1), new Box<>(1L)),
        arguments(new Generated(1), new Generated(1L)),
        arguments(new Generated("a", "b"), new Generated("ab")));
  }

  @ParameterizedTest
  @MethodSource("differentKeys")
  void encode_givesDifferentKeysDifferentBytes(Object one, Object other) throws Exception {
    assertThat(one).isNotEqualTo(other);
    assertThat(keys.hex(one)).isNotEqualTo(keys.hex(other));
  }

  @Test
  void decode_givesUnmodifiableCollections() throws Exception {
    assertThat((List<?>) keys.roundTrip(asList(1))).isUnmodifiable();
    assertThat((Set<?>) keys.roundTrip(new HashSet<>(Set.of(1)))).isUnmodifiable();
    assertThat((Map<?, ?>) keys.roundTrip(map("a", 1))).isUnmodifiable();
  }

  record Wishes(
      ArrayList<Integer> list,
      TreeSet<String> set,
      TreeMap<String, Integer> map,
      SimpleEntry<String, Integer> entry) {}

  @Test
  void roundTrip_givesARecordTheClassesOfCollectionsThatItAsksFor() throws Exception {
    Object key =
        new Wishes(
            new ArrayList<>(List.of(1)),
            new TreeSet<>(Set.of("a")),
            new TreeMap<>(Map.of("a", 1)),
            new SimpleEntry<>("a", 1));

    assertThat(keys.roundTrip(key)).isEqualTo(key);
    assertThat((Object[]) keys.roundTrip(new ArrayList<?>[] {new ArrayList<>(List.of(1))}))
        .containsExactly(new ArrayList<>(List.of(1)));
  }

  @Test
  void encode_takesArraysAsKeysByTheirContent() throws Exception {
    assertThat(keys.encode(new int[] {1, 2})).isEqualTo(keys.encode(new int[] {1, 2}));
    assertThat(keys.encode(new double[] {Double.longBitsToDouble(-1L)}))
        .isEqualTo(keys.encode(new double[] {Double.NaN}));
    assertThat(keys.encode(new float[] {Float.intBitsToFloat(-1)}))
        .isEqualTo(keys.encode(new float[] {Float.NaN}));
    assertThat(keys.encode(new String[] {"a"})).isEqualTo(keys.encode(new String[] {fresh("a")}));
  }

  @Test
  void encode_refusesWhatIsNotSerializable() {
    assertThatThrownBy(() -> keys.encode(new Generated(Set.of(new Samples.Unserialisable()))))
        .isInstanceOf(NotSerializableException.class)
        .hasMessageStartingWith(
            Samples.Unserialisable.class.getName() + " is not java.io.Serializable");
    assertThatThrownBy(() -> keys.encode(new Holder(new Point(1, 2))))
        .isInstanceOf(NotSerializableException.class)
        .hasMessageContainingAll(Point.class.getName(), Holder.class.getName() + " holds");
  }

  @Test
  void encode_ofPartsWithOneHashCode_findsThemByWhatTheyCompareTo() throws Exception {
    int count = 1 << 11;
    List<Object> parts = new ArrayList<>();
    IntStream.range(0, count).mapToObj(Comparing::new).forEach(parts::add);
    Comparing.asked = 0;

    assertThat(java.encode(new Unhashed(parts))).hasSizeGreaterThan(count);
    assertThat(Comparing.asked).isLessThan(64 * count);
  }

  /** A key is found by its bytes, whether or not it may be read. */
  @Test
  void encode_takesAKeyWhoseSuperclassIsDeeperThanTheFilterAllows() throws Exception {
    Coding shallow = Coding.of(JavaCodec.forKeys(JavaFilter.of("maxdepth=1;*")));

    assertThat(shallow.encode(7)).isEqualTo(shallow.encode(7));
  }

  @Test
  void encode_refusesAJavaSerialisedKeyThatHoldsItself() {
    List<Object> list = new ArrayList<>();
    Map<String, Object> map = new HashMap<>(Map.of("list", list));
    list.add(map);

    for (Object cycle : List.of(list, map)) {
      assertThatThrownBy(() -> keys.encode(new Unhashed(cycle))).isInstanceOf(IOException.class);
    }
  }

  static Stream<Object> keysThatWouldNotBeFound() throws Exception {
    URL url = URI.create("http://127.0.0.1/x").toURL();
    return Stream.of(url, new GregorianCalendar(), new Generated(url), Optional.of(url));
  }

  @ParameterizedTest
  @MethodSource("keysThatWouldNotBeFound")
  void encode_refusesKeysOfTheJdkWhoseEqualsHaveOtherBytes(Object key) {
    for (Coding each : List.of(keys, java)) {
      if (key instanceof Serializable) {
        assertThatThrownBy(() -> each.encode(key))
            .isInstanceOf(InvalidClassException.class)
            .message()
            .contains("would not be found: make it a ")
            .containsAnyOf(URL.class.getName(), GregorianCalendar.class.getName());
      }
    }
  }

  @Test
  void encode_entryThatIsACollectionToo_isWrittenByItsKeyAndValue() throws Exception {
    assertThat(keys.hex(new Listed())).isEqualTo(keys.hex(Map.entry("a", 1)));
    assertThat(keys.hex(List.of(new Listed()))).isEqualTo(keys.hex(List.of(Map.entry("a", 1))));
  }

  record OfCouple(Couple couple, List<Object> couples) {}

  /** Not as the JDK's entry that equals it, which no variable of the class could hold. */
  @Test
  void roundTrip_keepsTheClassOfASerializableEntryThatIsNotOfTheJdk() throws Exception {
    Couple couple = new Couple("a", 1);
    Coding typed = Coding.of(keys.codec().forKeysOf(Couple.class));

    assertThat(keys.roundTrip(couple)).isExactlyInstanceOf(Couple.class).isEqualTo(couple);
    assertThat(typed.roundTrip(couple)).isExactlyInstanceOf(Couple.class).isEqualTo(couple);
    assertThat(keys.hex(couple)).contains("52aced0005");
    OfCouple record = (OfCouple) keys.roundTrip(new OfCouple(couple, List.of(couple)));
    assertThat(record.couple()).isEqualTo(couple);
    assertThat(record.couples().get(0)).isExactlyInstanceOf(Couple.class);
    for (Object held : List.<Object>of(couple, List.of(couple), Map.of(couple, couple))) {
      assertThat(keys.hex(keys.roundTrip(new Holder(held)))).isEqualTo(keys.hex(new Holder(held)));
    }
    Holder holder = (Holder) keys.roundTrip(new Holder(List.of(couple)));
    assertThat((List<?>) holder.content()).element(0).isExactlyInstanceOf(Couple.class);
    Generated generated = (Generated) keys.roundTrip(new Generated(couple));
    assertThat(generated.parameter()).isExactlyInstanceOf(Couple.class);
  }

  private static final class Flags extends BitSet {}

  private static final class OfFlags implements Serializable {
    private final Flags flags = new Flags();
  }

  @Test
  void roundTrip_keepsTheClassOfASubclassOfBitSet() throws Exception {
    Flags flags = new Flags();
    flags.set(70);
    OfFlags bean = new OfFlags();
    bean.flags.set(3);

    for (Coding each : List.of(keys, java)) {
      Coding typed = Coding.of(each.codec().forKeysOf(Flags.class));
      assertThat(typed.roundTrip(flags)).isExactlyInstanceOf(Flags.class).isEqualTo(flags);
      assertThat(((OfFlags) each.roundTrip(bean)).flags).isEqualTo(bean.flags);
    }
  }

  private static List<Object> asList(Object element) {
    return new ArrayList<>(List.of(element));
  }
}
