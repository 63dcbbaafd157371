package io.sealcache.core;

import static io.sealcache.core.TestVectors.hex;
import static io.sealcache.core.TestVectors.isValid;
import static io.sealcache.core.TestVectors.name;
import static io.sealcache.core.TestVectors.objects;
import static io.sealcache.core.TestVectors.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.StreamSupport;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AesSivTest {
  @Test
  void seal_givesTheAnswersOfRfc5297() {
    List<JsonObject> tests = objects(read("aes_siv_rfc5297.json"), "tests").toList();

    assertThat(tests).hasSize(4);
    for (JsonObject test : tests) {
      List<byte[]> associated =
          StreamSupport.stream(test.getAsJsonArray("ads").spliterator(), false)
              .map(JsonElement::getAsString)
              .map(HexFormat.of()::parseHex)
              .toList();
      byte[] expected = concatenated(hex(test, "tag"), hex(test, "ct"));
      var siv = new AesSiv(hex(test, "key"), associated, JcaProvider.UNTESTED);

      assertThat(seal(siv, hex(test, "msg"))).as(name(test)).isEqualTo(expected);
      assertThat(siv.open(expected, 0)).as(name(test)).isEqualTo(hex(test, "msg"));
    }
  }

  @Test
  void sealAndOpen_agreeWithWycheproof() {
    assertThat(wycheproof()).hasSize(442);
    assertAgrees(wycheproof(), JcaProvider.UNTESTED);
  }

  static List<JsonObject> wycheproof() {
    return TestVectors.wycheproof("aes_siv_cmac_test.json");
  }

  static void assertAgrees(List<JsonObject> tests, JcaProvider provider) {
    for (JsonObject test : tests) {
      var siv = new AesSiv(hex(test, "key"), List.of(hex(test, "aad")), provider);
      byte[] sealed = hex(test, "ct");
      if (isValid(test)) {
        assertThat(seal(siv, hex(test, "msg"))).as(name(test)).isEqualTo(sealed);
        assertThat(siv.open(sealed, 0)).as(name(test)).isEqualTo(hex(test, "msg"));
      } else {
        assertThat(siv.open(sealed, 0)).as(name(test)).isNull();
      }
    }
  }

  @Test
  void sealAndOpen_agreeWithTinkAtEachLength() throws GeneralSecurityException {
    byte[] key = Bytes.random(64, 1);
    byte[] associated = Bytes.random(32, 2);
    var tink = new com.google.crypto.tink.subtle.AesSiv(key);
    var siv = new AesSiv(key, List.of(associated), JcaProvider.UNTESTED);

    for (int length = 0; length <= 300; length++) {
      byte[] plaintext = Bytes.random(length, length);
      byte[] sealed = seal(siv, plaintext);
      assertThat(sealed).isEqualTo(tink.encryptDeterministically(plaintext, associated));
      assertThat(tink.decryptDeterministically(sealed, associated)).isEqualTo(plaintext);
      assertThat(siv.open(sealed, 0)).isEqualTo(plaintext);
    }
  }

  /** A changed tag changes the whole plaintext, unless the ciphertext is made to fit, as here. */
  @Test
  void open_comparesEachBitOfTheTag() throws GeneralSecurityException {
    byte[] key = Bytes.random(64, 4);
    byte[] plaintext = Bytes.random(40, 5);
    AesSiv siv = new AesSiv(key, List.of(), JcaProvider.UNTESTED);
    byte[] tag = Arrays.copyOf(seal(siv, plaintext), 16);

    assertThat(siv.open(concatenated(tag, ctr(key, tag, plaintext)), 0)).isEqualTo(plaintext);
    for (int bit = 0; bit < 128; bit++) {
      byte[] other = tag.clone();
      other[bit / 8] ^= (byte) (1 << (bit % 8));
      byte[] forged = concatenated(other, ctr(key, other, plaintext));
      assertThat(siv.open(forged, 0)).as("bit %d", bit).isNull();
    }
  }

  @Test
  void new_takesAtMost126AssociatedStrings() {
    byte[] key = Bytes.random(64, 3);
    var most = new AesSiv(key, Collections.nCopies(126, new byte[0]), JcaProvider.UNTESTED);

    assertThat(most.open(seal(most, new byte[5]), 0)).isEqualTo(new byte[5]);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new AesSiv(key, Collections.nCopies(127, new byte[0]), JcaProvider.UNTESTED))
        .withMessageContaining("126");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 16, 31, 33, 40, 63, 65, 128})
  void new_refusesKeysOfAnotherLength(int length) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AesSiv(new byte[length], List.of(), JcaProvider.UNTESTED))
        .withMessageContaining("AES key");
  }

  private static byte[] ctr(byte[] key, byte[] tag, byte[] plaintext)
      throws GeneralSecurityException {
    byte[] counter = tag.clone();
    counter[8] &= 0x7f;
    counter[12] &= 0x7f;
    Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
    cipher.init(
        Cipher.ENCRYPT_MODE, new SecretKeySpec(key, 32, 32, "AES"), new IvParameterSpec(counter));
    return cipher.doFinal(plaintext);
  }

  private static byte[] seal(AesSiv siv, byte[] plaintext) {
    byte[] sealed = new byte[AesBlock.LENGTH + plaintext.length];
    siv.seal(plaintext, 0, plaintext.length, sealed, 0);
    return sealed;
  }

  private static byte[] concatenated(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
