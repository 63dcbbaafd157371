package io.sealcache.core;

import static io.sealcache.core.TestVectors.hex;
import static io.sealcache.core.TestVectors.isValid;
import static io.sealcache.core.TestVectors.name;
import static io.sealcache.core.TestVectors.wycheproof;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class AesCmacTest {
  @Test
  void mac_agreesWithWycheproof() {
    List<JsonObject> tests = wycheproof("aes_cmac_test.json");

    assertThat(tests).hasSize(311);
    tests.forEach(AesCmacTest::check);
  }

  private static void check(JsonObject test) {
    byte[] key = hex(test, "key");
    if (key.length != 16 && key.length != 24 && key.length != 32) {
      assertThat(isValid(test)).isFalse();
      assertThatIllegalArgumentException()
          .as(name(test))
          .isThrownBy(() -> JcaProvider.aesKey(key, 0, key.length));
      return;
    }
    byte[] mac =
        new AesCmac(JcaProvider.aesKey(key, 0, key.length), JcaProvider.UNTESTED)
            .mac(hex(test, "msg"));
    if (isValid(test)) {
      assertThat(mac).as(name(test)).isEqualTo(hex(test, "tag"));
    } else {
      assertThat(mac).as(name(test)).isNotEqualTo(hex(test, "tag"));
    }
  }
}
