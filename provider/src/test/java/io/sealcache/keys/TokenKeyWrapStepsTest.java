package io.sealcache.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.InvalidKeyException;
import java.security.Security;
import java.util.HexFormat;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** The steps between a token's AES blocks, with blocks of the JDK's. */
class TokenKeyWrapStepsTest {
  private static final HexFormat HEX = HexFormat.of();

  @Test
  void wrap_givesTheKnownAnswerOfRfc3394Section46() throws Exception {
    KeyWrap known =
        keyWrap(HEX.parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"));
    byte[] secret =
        HEX.parseHex("00112233445566778899aabbccddeeff000102030405060708090a0b0c0d0e0f");
    byte[] wrapped =
        HEX.parseHex(
            "28c9f404c4b810f4cbccb35cfb87f8263f5786e2d80ed326cbc7f0e71a99f43bfb988b9b7a02dd21");

    assertThat(known.wrap(secret)).isEqualTo(wrapped);
    assertThat(known.unwrap(wrapped)).isEqualTo(secret);
  }

  @Test
  void wrap_isThatOfTheJdk() throws Exception {
    for (int seed = 1; seed < 20; seed++) {
      byte[] kek = FixedKey.secret(seed);
      byte[] secret = FixedKey.secret(seed + 100);
      KeyWrap jdk = new JdkKeyWrap(kek.clone());

      byte[] wrapped = keyWrap(kek).wrap(secret);

      assertThat(wrapped).isEqualTo(jdk.wrap(secret));
      assertThat(keyWrap(kek).unwrap(wrapped)).isEqualTo(secret);
    }
  }

  @Test
  void unwrap_refusesAnyFlippedBit() throws Exception {
    KeyWrap keyWrap = keyWrap(FixedKey.secret(1));
    byte[] wrapped = keyWrap.wrap(FixedKey.secret(2));

    for (int bit = 0; bit < 8 * wrapped.length; bit++) {
      byte[] changed = wrapped.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThatExceptionOfType(InvalidKeyException.class)
          .isThrownBy(() -> keyWrap.unwrap(changed));
    }
  }

  @Test
  void toString_showsNoKey() {
    assertThat(keyWrap(FixedKey.secret(1))).hasToString("TokenKeyWrap");
    assertThat(new JdkKeyWrap(FixedKey.secret(1))).hasToString("JdkKeyWrap");
  }

  private static KeyWrap keyWrap(byte[] kek) {
    return new TokenKeyWrap(
        new SecretKeySpec(kek, "AES"), Security.getProvider("SunJCE"), () -> {});
  }
}
