package io.sealcache.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.sealcache.core.MasterKey;
import io.sealcache.internal.text.MasterKeyText;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The master keys that cachekit's test vectors accept and refuse. */
class CachekitMasterKeyTest {
  private static final JsonObject VECTORS = read("cachekit-master-key-input.json");

  @Test
  void vectors_areAllThere() {
    assertThat(accepted()).hasSize(1);
    assertThat(rejected()).hasSize(11);
    assertThat(rejectedBytes()).hasSize(5);
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void parse_takesAcceptedText(String text) {
    assertThat(MasterKeyText.parse(text).isSameKey(MasterKey.of(HexFormat.of().parseHex(text))))
        .isTrue();
  }

  @ParameterizedTest
  @MethodSource("rejected")
  void parse_refusesRejectedTextWithoutShowingIt(String text) {
    assertThatThrownBy(() -> MasterKeyText.parse(text))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .message()
        .doesNotContain(text.strip(), text.substring(3, 9), text.substring(20));
  }

  @ParameterizedTest
  @MethodSource("rejectedBytes")
  void of_refusesRejectedBytesWithoutShowingThem(String hex) {
    assertThatThrownBy(() -> MasterKey.of(HexFormat.of().parseHex(hex)))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .message()
        .doesNotContain(hex, hex.substring(3, 9));
  }

  static Stream<String> accepted() {
    return strings("accept_vectors", "master_key_hex");
  }

  static Stream<String> rejected() {
    return strings("reject_vectors", "master_key_hex");
  }

  static Stream<String> rejectedBytes() {
    return strings("raw_reject_vectors", "raw_key_hex");
  }

  private static Stream<String> strings(String vectors, String field) {
    return StreamSupport.stream(VECTORS.getAsJsonArray(vectors).spliterator(), false)
        .map(vector -> vector.getAsJsonObject().get(field).getAsString());
  }

  private static JsonObject read(String resource) {
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(CachekitMasterKeyTest.class.getResourceAsStream(resource)),
            StandardCharsets.UTF_8)) {
      return JsonParser.parseReader(reader).getAsJsonObject();
    } catch (java.io.IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
