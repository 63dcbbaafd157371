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
}
