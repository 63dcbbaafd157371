package io.sealcache.core;

import static io.sealcache.core.TestVectors.hex;
import static io.sealcache.core.TestVectors.isValid;
import static io.sealcache.core.TestVectors.name;
import static io.sealcache.core.TestVectors.wycheproof;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonObject;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HkdfTest {
  /** RFC 5869, A.1 to A.3: input, salt, info, pseudorandom key, output. */
  @ParameterizedTest
  @CsvSource({
    "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b,"
        + "000102030405060708090a0b0c,"
        + "f0f1f2f3f4f5f6f7f8f9,"
        + "077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5,"
        + "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
    "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b"
        + "2c2d2e2f303132333435363738393a3b3c3d3e3f404142434445464748494a4b4c4d4e4f,"
        + "606162636465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f808182838485868788898a8b"
        + "8c8d8e8f909192939495969798999a9b9c9d9e9fa0a1a2a3a4a5a6a7a8a9aaabacadaeaf,"
        + "b0b1b2b3b4b5b6b7b8b9babbbcbdbebfc0c1c2c3c4c5c6c7c8c9cacbcccdcecfd0d1d2d3d4d5d6d7d8d9dadb"
        + "dcdddedfe0e1e2e3e4e5e6e7e8e9eaebecedeeeff0f1f2f3f4f5f6f7f8f9fafbfcfdfeff,"
        + "06a6b88c5853361a06104c9ceb35b45cef760014904671014a193f40c15fc244,"
        + "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c6"
        + "5e590e09da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87",
    "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b,"
        + "'','',"
        + "19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04,"
        + "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"
  })
  void extractAndExpand_giveTheAnswersOfRfc5869(
      String input, String salt, String info, String pseudorandomKey, String output) {
    HexFormat hex = HexFormat.of();
    byte[] extracted = Hkdf.extract(hex.parseHex(salt), hex.parseHex(input));

    assertThat(hex.formatHex(extracted)).isEqualTo(pseudorandomKey);
    assertThat(hex.formatHex(Hkdf.expand(extracted, hex.parseHex(info), output.length() / 2)))
        .isEqualTo(output);
  }

  @Test
  void extractAndExpand_agreeWithWycheproof() {
    List<JsonObject> tests = wycheproof("hkdf_sha256_test.json");

    assertThat(tests).hasSize(86);
    for (JsonObject test : tests) {
      byte[] extracted = Hkdf.extract(hex(test, "salt"), hex(test, "ikm"));
      int size = test.get("size").getAsInt();
      if (isValid(test)) {
        assertThat(Hkdf.expand(extracted, hex(test, "info"), size))
            .as(name(test))
            .isEqualTo(hex(test, "okm"));
      } else {
        assertThatIllegalArgumentException()
            .as(name(test))
            .isThrownBy(() -> Hkdf.expand(extracted, hex(test, "info"), size));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 8161, Integer.MAX_VALUE})
  void expand_refusesLengthsOutOfRange(int length) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Hkdf.expand(new byte[32], new byte[0], length))
        .withMessage("HKDF-SHA-256 gives 1 to 8160 bytes, not " + length);
  }

  @Test
  void expand_givesTheShortestAndTheLongest() {
    byte[] longest = Hkdf.expand(new byte[32], new byte[0], 8160);

    assertThat(longest).hasSize(8160);
    assertThat(Hkdf.expand(new byte[32], new byte[0], 1)).containsExactly(longest[0]);
  }
}
