package io.sealcache.codec.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.sealcache.codec.jackson.JacksonSamples.Address;
import io.sealcache.codec.jackson.JacksonSamples.Customer;
import io.sealcache.codec.jackson.JacksonSamples.Level;
import io.sealcache.codec.jackson.JacksonSamples.PartKey;
import io.sealcache.codec.standard.Coding;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.msgpack.jackson.dataformat.MessagePackMapper;

@ParameterizedClass
@EnumSource(Jackson.class)
class MessagePackCodecTest {
  private final Jackson version;
  private final Coding addresses;

  MessagePackCodecTest(Jackson version) {
    this.version = version;
    this.addresses = Coding.of(version.messagePack(Address.class));
  }

  @Test
  void bytes_areFrozen() throws Exception {
    assertThat(addresses.hex(new Address("a", "ü")))
        .isEqualTo("82a6737472656574a161a463697479a2c3bc");
    assertThat(
            Coding.of(version.messagePack(PartKey.class).forKeysOf(PartKey.class))
                .hex(new PartKey("t", 300, Level.LOW, null)))
        .isEqualTo("84a674656e616e74a174a66e756d626572cd012ca56c6576656ca34c4f57a470617274c0");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 00",
    "127, 7f",
    "128, cc80",
    "255, ccff",
    "256, cd0100",
    "65535, cdffff",
    "65536, ce00010000",
    "4294967295, ceffffffff",
    "4294967296, cf0000000100000000",
    "-1, ff",
    "-32, e0",
    "-33, d0df",
    "-128, d080",
    "-129, d1ff7f",
    "-32768, d18000",
    "-32769, d2ffff7fff",
    "-2147483649, d3ffffffff7fffffff"
  })
  void integers_haveTheShortestFormat(long number, String hex) throws Exception {
    Coding longs = Coding.of(version.messagePack(Long.class));

    assertThat(longs.hex(number)).isEqualTo(hex);
    assertThat(longs.decodeHex(hex)).isEqualTo(number);
  }

  @Test
  void otherWritersOfTheFormat_areRead() throws Exception {
    ObjectMapper other =
        new MessagePackMapper()
            .handleBigIntegerAndBigDecimalAsString()
            .findAndRegisterModules()
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
    Coding customers = Coding.of(version.messagePack(Customer.class));
    byte[] theirs = other.writeValueAsBytes(JacksonCodecsTest.ada());

    assertThat(customers.encode(JacksonCodecsTest.ada())).isEqualTo(theirs);
    assertThat(customers.decode(theirs)).isEqualTo(JacksonCodecsTest.ada());
    assertThat(other.readValue(customers.encode(JacksonCodecsTest.ada()), Customer.class))
        .isEqualTo(JacksonCodecsTest.ada());
  }

  @Test
  void eachWidth_isRead() throws Exception {
    Coding any = Coding.of(version.messagePack(new TypeReference<List<Object>>() {}.getType()));

    assertThat(
            any.decodeHex(
                "98"
                    + "d001"
                    + "d10001"
                    + "d200000001"
                    + "d30000000000000001"
                    + "cc01"
                    + "cd0001"
                    + "ce00000001"
                    + "cf0000000000000001"))
        .isEqualTo(List.of(1, 1, 1, 1L, 1, 1, 1L, 1L));
    assertThat(any.decodeHex("dc0002" + "d90161" + "dd00000001" + "da000162"))
        .isEqualTo(List.of("a", List.of("b")));
    assertThat(any.decodeHex("dd00000002" + "de0001a161c3" + "df00000001db00000001620a"))
        .isEqualTo(List.of(Map.of("a", true), Map.of("b", 10)));
    assertThat(any.decodeHex("93" + "cb3ff8000000000000" + "c2" + "ff"))
        .isEqualTo(List.of(1.5, false, -1));
  }

  @Test
  void unpairedSurrogates_areRefused() {
    for (Object object : List.of(new Address("\uD800", "b"), new Address("a", "b\uDC00"))) {
      assertThatThrownBy(() -> addresses.encode(object))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("unpaired surrogate");
    }
    assertThatThrownBy(
            () ->
                Coding.of(
                        version.messagePack(new TypeReference<Map<String, String>>() {}.getType()))
                    .encode(Map.of("\uD800", "")))
        .isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", // nothing
        "c0", // null
        "80c0", // trailing
        "82a6737472656574a161a6737472656574a162", // a name twice
        "82a6737472656574a161a4746f776ea162", // an unknown name
        "82a6737472656574a161a463697479", // cut
        "82a6737472656574a161a463697479a1ff", // no UTF-8
        "8101a161", // a name that is no string
        "81a6737472656574d4050a", // an ext type
        "81a6737472656574db7fffff0061", // a string longer than the bytes
        "81a6737472656574dd7fffffff", // an array longer than the bytes
        "df7fffffff", // a map longer than the bytes
        "dfffffffff",
        "c1"
      })
  void whatIsNotOneObjectOfTheType_isRefused(String hex) {
    assertThatThrownBy(() -> addresses.decodeHex(hex)).isInstanceOf(IOException.class);
  }

  @Test
  void numbersThatDoNotFit_areRefused() throws Exception {
    Coding integers = Coding.of(version.messagePack(Integer.class));

    for (String hex : List.of("cf00000001ffffffff", "cfffffffffffffffff", "cb3ff8000000000000")) {
      assertThatThrownBy(() -> integers.decodeHex(hex)).isInstanceOf(IOException.class);
    }
    assertThat(Coding.of(version.messagePack(BigInteger.class)).decodeHex("cfffffffffffffffff"))
        .isEqualTo(BigInteger.TWO.pow(64).subtract(BigInteger.ONE));
  }

  @Test
  void nesting_isLimitedWhereItIsRead() {
    byte[] deep = new byte[100_000];
    Arrays.fill(deep, (byte) 0x91);

    assertThatThrownBy(
            () ->
                Coding.of(version.messagePack(new TypeReference<List<Object>>() {}.getType()))
                    .decode(deep))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nested");
  }
}
