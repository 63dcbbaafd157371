package io.sealcache.internal.seal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.sealcache.codec.Codec;
import io.sealcache.codec.EncodingBuffer;
import io.sealcache.codec.standard.StringCodec;
import io.sealcache.core.Padding;
import io.sealcache.core.Payload;
import io.sealcache.core.RawCiphers;
import io.sealcache.core.StoredKey;
import io.sealcache.core.TestVectors;
import io.sealcache.keys.FixedKey;
import io.sealcache.keys.KeySource;
import io.sealcache.keys.KeySources;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** If one of these fails, what is in users' caches can no longer be read. Never mend the file. */
class KnownPlaintextsTest {
  private static final String FILE = "/io/sealcache/internal/seal/known_plaintexts.json";
  private static final long TIME = 0x0123456789abL;

  static List<JsonObject> all() {
    return TestVectors.objects(TestVectors.read(FILE), "plaintexts").toList();
  }

  static Stream<JsonObject> notDeflated() {
    return all().stream().filter(answer -> !text(answer, "compression").equals("deflate"));
  }

  @Test
  void file_isWhole() {
    assertThat(all()).hasSize(15);
    assertThat(notDeflated()).hasSize(11);
  }

  @ParameterizedTest
  @MethodSource("all")
  void open_givesTheValue(JsonObject answer) {
    KeySource keys = KeySources.ofText(FixedKey.hex(1), null, null);
    ObjectSealer sealer = Sealing.of(keys, new StringCodec(), codec(answer), 1000).of(null);
    StoredKey key = sealer.sealKey("key");
    byte[] plaintext = HexFormat.of().parseHex(text(answer, "plaintext"));

    Read<Object> read = sealer.openValue(key, Sealing.sealed(keys, key, plaintext));

    assertThat(read).isInstanceOf(Read.Present.class);
    Read.Present<Object> present = (Read.Present<Object>) read;
    assertThat(present.value()).isEqualTo(text(answer, "value"));
    assertThat(present.trail()).isEqualTo(trail(answer));
  }

  @ParameterizedTest
  @MethodSource("notDeflated")
  void write_givesTheSameBytes(JsonObject answer) throws IOException {
    Codec codec = codec(answer);
    EncodingBuffer encoded = new EncodingBuffer(0, 64);
    codec.encode(text(answer, "value"), encoded);
    int number = BuiltInCodec.id(codec.name());

    byte[] written =
        RawCiphers.plaintext(
            number,
            number == BuiltInCodec.CUSTOM_ID ? codec.name() : "",
            Padding.valueOf(constant(answer, "padding")),
            Payload.of(Arrays.copyOf(encoded.array(), encoded.size()))
                .writtenAt(TIME)
                .withTrail(trail(answer).entries()));

    assertThat(HexFormat.of().formatHex(written)).isEqualTo(text(answer, "plaintext"));
  }

  private static WriterTrail trail(JsonObject answer) {
    return WriterTrail.read(
        HexFormat.of().parseHex(answer.has("trail") ? text(answer, "trail") : ""));
  }

  private static Codec codec(JsonObject answer) {
    String name = text(answer, "codec");
    return name.equals("string") ? new StringCodec() : new TextCodec(name);
  }

  private static String constant(JsonObject answer, String field) {
    return text(answer, field).toUpperCase(Locale.ROOT).replace('-', '_');
  }

  private static String text(JsonObject answer, String field) {
    return answer.get(field).getAsString();
  }
}
