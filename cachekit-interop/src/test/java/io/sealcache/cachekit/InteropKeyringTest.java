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

class InteropKeyringTest {
  private static final MasterKey K1 = MasterKey.ofHex("11".repeat(32));
  private static final MasterKey K2 = MasterKey.ofHex("22".repeat(32));

  private static final JsonObject VECTORS =
      Vectors.file("encryption.json").getAsJsonObject("master_key_input");

  static Stream<Arguments> configurations() {
    return Vectors.group(
        Vectors.file("encryption.json").getAsJsonObject("keyring").getAsJsonObject("configuration"),
        "vectors",
        4);
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void of_judgesAsOtherLanguagesDo(JsonObject vector) {
    MasterKey current = MasterKey.ofHex(Vectors.text(vector, "current_master_key_hex"));
    MasterKey[] previous =
        vector.getAsJsonArray("decrypt_only_master_keys_hex").asList().stream()
            .map(key -> MasterKey.ofHex(key.getAsString()))
            .toArray(MasterKey[]::new);

    if (Vectors.text(vector, "verdict").equals("accept")) {
      assertThat(InteropKeyring.of("t", current, previous).keys()).hasSize(1 + previous.length);
    } else {
      assertThatThrownBy(() -> InteropKeyring.of("t", current, previous))
          .isInstanceOf(InvalidKeyring.class);
    }
  }

  @Test
  void of_refusesMoreThanThreePreviousKeys() {
    assertThat(InteropKeyring.of("t", K1, K2, K2, K2).keys()).hasSize(4);
    assertThatThrownBy(() -> InteropKeyring.of("t", K1, K2, K2, K2, K2))
        .isInstanceOf(InvalidKeyring.class)
        .hasMessageContaining("at most 3");
  }

  @Test
  void of_refusesTheCurrentKeyAmongThePrevious() {
    MasterKey same = MasterKey.of(Vectors.hex("11".repeat(32)));

    assertThatThrownBy(() -> InteropKeyring.of("t", K1, K2, same))
        .isInstanceOf(InvalidKeyring.class)
        .hasMessageNotContaining("1111");
  }

  @Test
  void of_takesTenantsOf1To1024Bytes() {
    assertThat(InteropKeyring.of("ü".repeat(512), K1).keys()).hasSize(1);
    assertThatThrownBy(() -> InteropKeyring.of("ü".repeat(512) + "a", K1))
        .isInstanceOf(InvalidKeyring.class);
    assertThatThrownBy(() -> InteropKeyring.of("", K1)).isInstanceOf(InvalidKeyring.class);
    assertThatThrownBy(() -> InteropKeyring.of("\ud800", K1)).isInstanceOf(InvalidKeyring.class);
  }

  /** From the vectors' default_tenant. */
  @Test
  void of_derivesTheDefaultTenantsKey() {
    MasterKey master = MasterKey.ofHex("61".repeat(32));

    assertThat(InteropKeyring.of(InteropKeyring.DEFAULT_TENANT, master).keys().get(0).fingerprint())
        .isEqualTo("52d54c97f8e5efaa5bdf58a301f92726");
  }

  @Test
  void toString_showsNeitherTenantNorKeys() {
    assertThat(InteropKeyring.of("tenant-4711", K1, K2))
        .hasToString("InteropKeyring[1 previous keys]");
  }

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
