package io.sealcache.codec.jackson;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.codec.Codec;
import io.sealcache.codec.EncodingBuffer;
import io.sealcache.codec.jackson.JacksonSamples.Address;
import io.sealcache.codec.jackson.JacksonSamples.Customer;
import io.sealcache.codec.jackson.JacksonSamples.Level;
import io.sealcache.codec.jackson.JacksonSamples.Part;
import io.sealcache.codec.jackson.JacksonSamples.PartKey;
import io.sealcache.codec.standard.Coding;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(Jackson.class)
class JsonCodecTest {
  private final Jackson version;
  private final Coding addresses;

  JsonCodecTest(Jackson version) {
    this.version = version;
    this.addresses = Coding.of(version.json(Address.class));
  }

  @Test
  void bytes_areFrozen() throws Exception {
    assertThat(text(version.json(Customer.class), JacksonCodecsTest.ada()))
        .isEqualTo(
            """
            {"name":"Ada Lovelace ü€😀","age":36,"vip":true,"score":-0.0,"note":null,\
            "born":"1815-12-10","credit":1.00,\
            "addresses":[{"street":"St James's Square 12","city":"London"}],\
            "counters":{"logins":4711}}\
            """);
  }

  @Test
  void bytesOfKeys_areFrozen() throws Exception {
    PartKey key =
        new PartKey("t\n", 1, Level.HIGH, new Part(new UUID(1, 2), new BigDecimal("1E+2")));

    assertThat(text(version.json(PartKey.class).forKeysOf(PartKey.class), key))
        .isEqualTo(
            """
            {"tenant":"t\\n","number":1,"level":"HIGH",\
            "part":{"id":"00000000-0000-0001-0000-000000000002","version":1E+2}}\
            """);
  }

  @Test
  void unpairedSurrogates_comeBack() throws Exception {
    Coding strings = Coding.of(version.json(String.class).forKeysOf(String.class));

    assertThat(strings.roundTrip("a\uD800b")).isEqualTo("a\uD800b");
    assertThat(strings.hex("\uD800")).isNotEqualTo(strings.hex("\uD801"));
  }

  @Test
  void value_isWrittenBehindWhatIsThereAndReadWhereverItLies() throws Exception {
    Codec strings = version.json(String.class);
    EncodingBuffer out = new EncodingBuffer(0, 16);
    out.writeByte('n').writeByte('n');
    strings.encode("ab", out); // as long as null

    ByteBuffer whole = ByteBuffer.wrap(out.array(), 0, out.size());
    ByteBuffer part = whole.position(2).slice();
    ByteBuffer direct = ByteBuffer.allocateDirect(4).put(part.duplicate()).flip();
    ClassLoader loader = getClass().getClassLoader();
    assertThat(strings.decode(part, loader)).isEqualTo("ab");
    assertThat(strings.decode(whole, loader)).isEqualTo("ab");
    assertThat(strings.decode(direct, loader)).isEqualTo("ab");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "null",
        "[]",
        "\"a\"",
        "{\"street\":\"a\",\"city\":\"b\"} {}",
        "{\"street\":\"a\",\"city\":\"b\"}x",
        "{\"street\":\"a\",\"street\":\"b\"}",
        "{\"street\":\"a\",\"town\":\"b\"}",
        "{\"street\":{\"a\":1}}",
        "{\"@class\":\"javax.swing.JEditorPane\",\"street\":\"a\"}",
      })
  void whatIsNotOneObjectOfTheType_isRefused(String json) {
    assertThatThrownBy(() -> addresses.decode(json.getBytes(UTF_8)))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("json", Address.class.getName())
        .hasNoCause();
  }

  @Test
  void missingOrWrongNumbers_areRefused() {
    Coding cash = Coding.of(version.json(JacksonSamples.Cash.class));

    for (String amount : new String[] {"null", "1.5", "2147483648", "[1]"}) {
      String json = "{\"kind\":\"cash\",\"amount\":" + amount + "}";
      assertThatThrownBy(() -> cash.decode(json.getBytes(UTF_8))).isInstanceOf(IOException.class);
    }
  }

  @Test
  void nesting_isLimitedWhereItIsRead() throws Exception {
    Coding trees = Coding.of(version.json(JacksonSamples.Tree.class));

    assertThat(trees.decode(nested(128))).isNotNull();
    for (int depth : new int[] {129, 100_000}) {
      assertThatThrownBy(() -> trees.decode(nested(depth))).isInstanceOf(IOException.class);
    }
  }

  private static byte[] nested(int depth) {
    return ("{\"child\":".repeat(depth) + "null" + "}".repeat(depth)).getBytes(UTF_8);
  }

  private static String text(Codec codec, Object object) throws IOException {
    return new String(Coding.of(codec).encode(object), UTF_8);
  }
}
