package io.sealcache.core;

import static io.sealcache.core.TestVectors.hex;
import static io.sealcache.core.TestVectors.isValid;
import static io.sealcache.core.TestVectors.name;
import static io.sealcache.core.TestVectors.objects;
import static io.sealcache.core.TestVectors.read;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.List;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.Test;

class AesGcmTest {
  @Test
  void sealAndOpen_agreeWithWycheproof() {
    assertAgrees(JcaProvider.UNTESTED);
  }

  static void assertAgrees(JcaProvider provider) {
    List<JsonObject> tests =
        objects(read("aes_gcm_test.json"), "testGroups")
            .filter(AesGcmTest::applies)
            .flatMap(group -> objects(group, "tests"))
            .toList();

    assertThat(tests).hasSize(66);
    tests.forEach(test -> check(test, provider));
  }

  private static boolean applies(JsonObject group) {
    return group.get("keySize").getAsInt() == 256
        && group.get("ivSize").getAsInt() == 96
        && group.get("tagSize").getAsInt() == 128;
  }

  private static void check(JsonObject test, JcaProvider provider) {
    byte[] nonce = hex(test, "iv");
    byte[] associated = hex(test, "aad");
    byte[] plaintext = hex(test, "msg");
    byte[] tag = hex(test, "tag");
    byte[] sealed = Arrays.copyOf(hex(test, "ct"), plaintext.length + tag.length);
    System.arraycopy(tag, 0, sealed, plaintext.length, tag.length);
    SecretKey key = JcaProvider.aesKey(hex(test, "key"), 0, 32);
    AesGcm gcm = new AesGcm(provider);
    byte[] output = new byte[plaintext.length];

    gcm.begin(false, key, nonce, associated);
    assertThat(gcm.finish(sealed, 0, sealed.length, output, 0))
        .as(name(test))
        .isEqualTo(isValid(test));
    if (isValid(test)) {
      assertThat(output).as(name(test)).isEqualTo(plaintext);
      byte[] again = new byte[sealed.length];
      // One that has met the nonce may refuse to seal under it.
      AesGcm sealing = new AesGcm(provider);
      sealing.begin(true, key, nonce, associated);
      assertThat(sealing.finish(plaintext, 0, plaintext.length, again, 0)).isTrue();
      assertThat(again).as(name(test)).isEqualTo(sealed);
    }
  }
}
