package io.sealcache.internal.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.sealcache.codec.Codec;
import io.sealcache.codec.EncodingBuffer;
import io.sealcache.codec.standard.StringCodec;
import io.sealcache.core.Compression;
import io.sealcache.core.Padding;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** If one of these fails, what is in users' caches can no longer be read. Never mend the file. */
class KnownPlaintextsTest {
  private static final long TIME = 0x0123456789abL;

  static List<JsonObject> all() {
    try (Reader reader =
        new InputStreamReader(
            requireNonNull(KnownPlaintextsTest.class.getResourceAsStream("known_plaintexts.json")),
            UTF_8)) {
      return StreamSupport.stream(
              JsonParser.parseReader(reader)
                  .getAsJsonObject()
                  .getAsJsonArray("plaintexts")
                  .spliterator(),
              false)
          .map(JsonElement::getAsJsonObject)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
  void read_whateverIsSetHere_givesTheValue(JsonObject answer) throws Exception {
    for (Compression compression : Compression.values()) {
      for (Padding padding : Padding.values()) {
        ValueFormat format = new ValueFormat(codec(answer), compression, padding, 1000);

        byte[] plaintext = HexFormat.of().parseHex(text(answer, "plaintext"));
        assertThat(read(format, plaintext)).isEqualTo(text(answer, "value"));
        assertThat(format.trail(plaintext)).isEqualTo(trail(answer));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("notDeflated")
  void write_givesTheSameBytes(JsonObject answer) throws IOException {
    assertThat(HexFormat.of().formatHex(written(answer))).isEqualTo(text(answer, "plaintext"));
  }

  @ParameterizedTest
  @MethodSource("all")
  void write_isReadAgain(JsonObject answer) throws Exception {
    byte[] written = written(answer);

    assertThat(written[0]).isEqualTo(HexFormat.of().parseHex(text(answer, "plaintext"))[0]);
    assertThat(read(format(answer), written)).isEqualTo(text(answer, "value"));
  }

  private static byte[] written(JsonObject answer) throws IOException {
    ValueFormat format = format(answer);
    EncodingBuffer buffer =
        format.finish(format.write(text(answer, "value"), TIME, trail(answer), 0));
    return Arrays.copyOf(buffer.array(), buffer.size());
  }

  private static Object read(ValueFormat format, byte[] plaintext) throws Exception {
    return requireNonNull(
        format.read(plaintext, requireNonNull(KnownPlaintextsTest.class.getClassLoader())));
  }

  private static ValueFormat format(JsonObject answer) {
    return new ValueFormat(
        codec(answer),
        Compression.valueOf(constant(answer, "compression")),
        Padding.valueOf(constant(answer, "padding")),
        1000);
  }

  private static WriterTrail trail(JsonObject answer) {
    ByteBuffer tokens =
        ByteBuffer.wrap(HexFormat.of().parseHex(answer.has("trail") ? text(answer, "trail") : ""));
    List<WriterTrail.Token> newestFirst = new ArrayList<>();
    while (tokens.hasRemaining()) {
      newestFirst.add(new WriterTrail.Token(tokens.getInt(), tokens.getLong()));
    }
    return new WriterTrail(newestFirst);
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
