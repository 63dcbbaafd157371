package io.sealcache.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.sealcache.core.MasterKey;
import io.sealcache.core.TestVectors;
import io.sealcache.internal.text.MasterKeyText;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The master keys that cachekit's test vectors accept and refuse. */
class CachekitMasterKeyTest {
  private static final JsonObject VECTORS =
      TestVectors.read("/io/sealcache/keys/cachekit-master-key-input.json");

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
    return TestVectors.objects(VECTORS, vectors).map(vector -> vector.get(field).getAsString());
  }
}
