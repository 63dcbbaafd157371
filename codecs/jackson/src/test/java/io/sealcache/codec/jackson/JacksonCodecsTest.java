package io.sealcache.codec.jackson;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import io.sealcache.codec.Codec;
import io.sealcache.codec.jackson.JacksonSamples.Account;
import io.sealcache.codec.jackson.JacksonSamples.Address;
import io.sealcache.codec.jackson.JacksonSamples.Card;
import io.sealcache.codec.jackson.JacksonSamples.Cash;
import io.sealcache.codec.jackson.JacksonSamples.Customer;
import io.sealcache.codec.jackson.JacksonSamples.Order;
import io.sealcache.codec.jackson.JacksonSamples.Savings;
import io.sealcache.codec.jackson.JacksonSamples.Talkative;
import io.sealcache.codec.jackson.JacksonSamples.Tree;
import io.sealcache.codec.standard.Coding;
import java.io.IOException;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The behaviour that codecs {@code json} and {@code msgpack} have in common. */
class JacksonCodecsTest {
  enum Format {
    JSON(Jackson.TWO),
    MSGPACK(Jackson.TWO),
    JSON_3(Jackson.THREE),
    MSGPACK_3(Jackson.THREE);

    private final Jackson version;

    Format(Jackson version) {
      this.version = version;
    }

    private boolean isJson() {
      return this == JSON || this == JSON_3;
    }

    Codec of(Type type) {
      return isJson() ? version.json(type) : version.messagePack(type);
    }

    Codec of(TypeReference<?> type) {
      return of(type.getType());
    }

    Codec of(Jackson.Mapper mapper) {
      return version.ofMapper(mapper).get(isJson() ? 0 : 1);
    }

    Codec open() {
      return version.withModules().get(isJson() ? 0 : 1);
    }
  }

  static Customer ada() {
    return new Customer(
        "Ada Lovelace ü€😀",
        36,
        true,
        -0.0,
        null,
        LocalDate.of(1815, 12, 10),
        new BigDecimal("1.00"),
        List.of(new Address("St James's Square 12", "London")),
        Map.of("logins", 4711L));
  }

  @ParameterizedTest
  @EnumSource
  void typeOfTheCache_isTakenWhereTheCodecHasNone(Format format) throws Exception {
    Codec codec = format.open().forValuesOf(Customer.class);

    assertThat(Coding.of(codec).roundTrip(ada())).isEqualTo(ada());
    assertThatThrownBy(() -> Coding.of(format.open()).encode(ada()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no type");
  }

  @ParameterizedTest
  @EnumSource
  void parameters_comeFromATypeReference(Format format) throws Exception {
    Codec codec = format.of(new TypeReference<List<Address>>() {}).forValuesOf(List.class);
    List<Address> addresses = new ArrayList<>(List.of(new Address("a", "b")));

    assertThat(Coding.of(codec).roundTrip(addresses)).isEqualTo(addresses);
  }

  record Snake(int howLong) {}

  @ParameterizedTest
  @EnumSource
  void mapperOfTheApplication_isTaken(Format format) throws Exception {
    Codec codec = format.of(Jackson.Mapper.ofSnakeCase()).forValuesOf(Snake.class);

    assertThat(Coding.of(codec).roundTrip(new Snake(1))).isEqualTo(new Snake(1));
    assertThat(new String(Coding.of(codec).encode(new Snake(1)), UTF_8)).contains("how_long");
  }

  @ParameterizedTest
  @EnumSource
  void subtypesWithNames_comeBackAsTheyWere(Format format) throws Exception {
    Coding coding = Coding.of(format.open().forValuesOf(Order.class));

    assertThat(coding.roundTrip(new Order(new Card("4711"))))
        .isEqualTo(new Order(new Card("4711")));
    assertThat(coding.roundTrip(new Order(new Cash(1)))).isEqualTo(new Order(new Cash(1)));
  }

  static Stream<Arguments> unbound() {
    JacksonSamples.Shape circle = new JacksonSamples.Circle(1);
    return Stream.of(
        Arguments.of(JacksonSamples.Shape.class, circle),
        Arguments.of(
            JacksonSamples.HoldsInterface.class, new JacksonSamples.HoldsInterface(circle)),
        Arguments.of(
            JacksonSamples.HoldsInterfaces.class,
            new JacksonSamples.HoldsInterfaces(List.of(circle))),
        Arguments.of(JacksonSamples.NoConstructor.class, new JacksonSamples.NoConstructor(1, "")),
        Arguments.of(JacksonSamples.Empty.class, new JacksonSamples.Empty()),
        Arguments.of(Thread.class, new Thread()),
        Arguments.of(Runtime.class, Runtime.getRuntime()));
  }

  @ParameterizedTest
  @MethodSource("unbound")
  void objectsThatCannotBeReadBack_areRefusedByPutAtTheLatest(Class<?> type, Object object) {
    for (Format format : Format.values()) {
      Codec open = format.open();

      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> Coding.of(open.forValuesOf(type)).encode(object))
            .isInstanceOfAny(IOException.class, IllegalArgumentException.class)
            .hasMessageContainingAll(
                "Codec '" + format.open().name() + "'", object.getClass().getName());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"JSON", "MSGPACK"}) // Jackson 3 needs none
  void missingModule_isNamed(Format format) {
    Coding coding = Coding.of(format.of(Jackson.Mapper.PLAIN).forValuesOf(Customer.class));

    assertThatThrownBy(() -> coding.encode(ada()))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll(
            Customer.class.getName(), ".born", "java.time.LocalDate", "jackson-datatype-jsr310");
  }

  @ParameterizedTest
  @EnumSource
  void typeThatSaysNothing_isRefused(Format format) {
    assertThatThrownBy(() -> format.open().forValuesOf(Object.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("setTypes");
    assertThatThrownBy(() -> format.open().forValuesOf(List.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("java.util.List", "TypeReference");
    assertThatThrownBy(() -> format.of(Address.class).forValuesOf(Customer.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(Address.class.getName(), Customer.class.getName());
  }

  @ParameterizedTest
  @EnumSource
  void objectsOfOtherClasses_areRefusedByName(Format format) {
    Coding accounts = Coding.of(format.of(Account.class));

    for (Object other : List.of("CANARY", new Savings())) {
      assertThatThrownBy(() -> accounts.encode(other))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll(Account.class.getName(), other.getClass().getName())
          .hasMessageNotContaining("CANARY");
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatCannotBeWritten_isNamedWithoutItsContent(Format format) {
    assertThatThrownBy(() -> Coding.of(format.of(Talkative.class)).encode(new Talkative()))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll(Talkative.class.getName(), ".secret")
        .hasMessageNotContaining("CANARY")
        .hasNoCause();
  }

  @ParameterizedTest
  @EnumSource
  void limits_areThoseOfReadingWhereItIsWritten(Format format) throws Exception {
    for (Codec codec : List.of(format.open(), format.of(Jackson.Mapper.PLAIN))) {
      Coding trees = Coding.of(codec.forValuesOf(Tree.class));
      assertThat(trees.roundTrip(tree(127))).isEqualTo(tree(127));
      for (int depth : List.of(128, 100_000)) {
        assertThatThrownBy(() -> trees.encode(tree(depth))).isInstanceOf(IOException.class);
      }
      for (int depth : List.of(126, 127, 128, 129, 257, 499, 500, 501, 999, 1000, 1001)) {
        assertRefusedOrRead(trees, tree(depth));
      }
      Coding numbers = Coding.of(codec.forValuesOf(Numbers.class));
      for (int digits : List.of(10, 999, 1000, 1001, 100_000, 100_001)) {
        BigInteger number = BigInteger.TEN.pow(digits - 1);
        assertRefusedOrRead(numbers, new Numbers(number, new BigDecimal(number, 2), ""));
        assertRefusedOrRead(
            numbers, new Numbers(BigInteger.ONE, BigDecimal.ONE, "a".repeat(digits)));
      }
    }
  }

  record Numbers(BigInteger integer, BigDecimal decimal, String text) {}

  private static void assertRefusedOrRead(Coding coding, Object object) throws Exception {
    byte[] encoded;
    try {
      encoded = coding.encode(object);
    } catch (IOException e) {
      return;
    }
    assertThat(coding.decode(encoded)).isEqualTo(object);
  }

  private static Tree tree(int depth) {
    Tree tree = new Tree(null);
    for (int i = 0; i < depth; i++) {
      tree = new Tree(tree);
    }
    return tree;
  }

  @ParameterizedTest
  @EnumSource
  void objectThatHoldsItself_isRefused(Format format) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("self", map);
    Coding coding = Coding.of(format.of(new TypeReference<Map<String, Object>>() {}));

    assertThatThrownBy(() -> coding.encode(map)).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @EnumSource
  void namesThatOccurTwice_areRefusedWhereTheyAreWritten(Format format) {
    Map<Object, Integer> map = new LinkedHashMap<>();
    map.put("1", 1);
    map.put(1, 2);
    Coding coding = Coding.of(format.of(new TypeReference<Map<Object, Integer>>() {}));

    assertThatThrownBy(() -> coding.encode(map)).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @EnumSource
  void null_isNoValue(Format format) {
    JacksonSamples.NullKey object = new JacksonSamples.NullKey("x");

    assertThatThrownBy(() -> Coding.of(format.of(object.getClass())).encode(object))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("made null of");
  }

  @Test
  void mapperThatCannotBeCopied_isRefused() {
    assertThatThrownBy(() -> new JsonCodec(new org.msgpack.jackson.dataformat.MessagePackMapper()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("does not override copy()");
  }
}
