package io.sealcache.cachekit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.sealcache.cachekit.CachekitException.InvalidKeyring;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MasterKeyTest {
  private static final JsonObject VECTORS =
      Vectors.file("encryption.json").getAsJsonObject("master_key_input");

  static Stream<Arguments> rejected() {
    return Vectors.group(VECTORS, "reject_vectors", 11);
  }

  static Stream<Arguments> rejectedBytes() {
    return Vectors.group(VECTORS, "raw_reject_vectors", 5);
  }

  @ParameterizedTest
  @MethodSource("rejected")
  void ofHex_refusesWhatOtherLanguagesRefuse(JsonObject vector) {
    String text = Vectors.text(vector, "master_key_hex");

    assertThatThrownBy(() -> MasterKey.ofHex(text))
        .isInstanceOf(InvalidKeyring.class)
        .hasMessageContaining("64 hexadecimal digits")
        .hasMessageNotContaining(text.substring(4, 12));
  }

  @ParameterizedTest
  @MethodSource("rejectedBytes")
  void of_refusesWhatOtherLanguagesRefuse(JsonObject vector) {
    byte[] bytes = Vectors.bytes(vector, "raw_key_hex");

    assertThatThrownBy(() -> MasterKey.of(bytes)).isInstanceOf(InvalidKeyring.class);
  }

  @Test
  void of_copiesTheBytes() {
    byte[] bytes = Vectors.hex("11".repeat(32));
    MasterKey key = MasterKey.of(bytes);
    bytes[0] = 0;

    assertThat(key.isSameAs(MasterKey.ofHex("11".repeat(32)))).isTrue();
    assertThat(key.secret()).isNotSameAs(key.secret());
  }

  @Test
  void destroy_leavesKeyringsUsable() {
    MasterKey key = MasterKey.ofHex("11".repeat(32));
    InteropKeyring keyring = InteropKeyring.of("default", key);
    InteropCipher cipher = InteropCipher.of(keyring);
    InteropKey entry = InteropKey.of("t", "op");
    byte[] stored = cipher.encrypt(entry, 1);

    key.destroy();

    assertThat(key.isDestroyed()).isTrue();
    assertThat(cipher.decrypt(entry, stored).value()).isEqualTo(1L);
    assertThatThrownBy(() -> InteropKeyring.of("default", key))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void toString_showsNothing() {
    assertThat(MasterKey.ofHex("11".repeat(32))).hasToString("MasterKey");
  }
}
