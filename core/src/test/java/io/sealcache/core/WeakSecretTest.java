package io.sealcache.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeakSecretTest {
  static Stream<byte[]> weak() {
    return Stream.of(
        bytes(i -> 0),
        bytes(i -> 0xFF),
        bytes(i -> i),
        bytes(i -> 31 - i),
        bytes(i -> 250 + i),
        bytes(i -> 7 + 3 * i),
        bytes(i -> i < 31 ? 0 : 1),
        bytes(i -> 0xDEADBEEF >>> (8 * (i % 4))),
        bytes(i -> i * 5 % 12 * 21),
        ofRandomStart(i -> 0, 12),
        ofRandomStart(i -> i, 12),
        bytes(i -> i < 20 ? random()[i] : 0),
        text("correct horse battery staple 123"),
        text("P@ssw0rd-P@ssw0rd-P@ssw0rd-12345"),
        text("0123456789abcdef0123456789abcdef"),
        text("hunter2hunter2hunter2hunter2hun2"),
        text("P@ssw0rd-for-the-cache-in-prod-p"),
        text("IchHabeHeuteLeiderKeinFotoFuerX9"),
        text("0A9Za1zB8Yb2yC7Xc3xD6Wd4wE5Ve5vF"),
        text(" ~abcdefgh-ijklmnoab~ cdgfehailk"));
  }

  @ParameterizedTest
  @MethodSource("weak")
  void secretThatIsObviouslyNotRandom_isRefusedWithoutShowingIt(byte[] secret) {
    String hex = HexFormat.of().formatHex(secret);
    String base64 = Base64.getEncoder().encodeToString(secret);
    String urlSafe = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> MasterKey.of(secret))
        .withMessageContainingAll("32 random bytes", "openssl rand -hex 32")
        .withMessageNotContainingAny(
            hex, base64, urlSafe, new String(secret, StandardCharsets.ISO_8859_1));
  }

  @Test
  void secretOnTheOtherSideOfEachRule_isTaken() {
    String few = "0123456789abc"; // 13 different bytes, not text
    assertTaken(bytes(i -> few.charAt(i * 5 % 13) + 0x90));
    assertTaken(ofRandomStart(i -> i, 11));
    assertTaken(text("Tr0ub4dor&3-xK9!vQ2#mZ7$wL5%pN8^")); // 31 different characters
    assertTaken(text("P@ssw0rd-for-the-cache-in-prod-1")); // 19
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", ":", "@", "[", "`", "{"})
  void textThatIsNotLettersAndDigitsAlone_isTaken(String other) {
    assertTaken(text(other + "0A9Za1zB8Yb2yC7Xc3xD6Wd4wE5Ve5v"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0x1F, 0x7F})
  void whatIsNotPrintable_isNoText(int other) {
    byte[] secret = text(" ~abcdefgh-ijklmnoab~ cdgfehailk");
    secret[10] = (byte) other;

    assertTaken(secret);
  }

  @Test
  void randomSecrets_areTaken() {
    for (int i = 0; i < 100_000; i++) {
      WeakSecret.refuse(random());
    }
  }

  /** The sum of what each rule refuses, counted. */
  @Test
  void ofRandomSecrets_fewerThanOneIn2To64IsRefused() {
    BigInteger few = ofAtMost(12, 256);
    BigInteger steps = BigInteger.valueOf(21).multiply(BigInteger.TWO.pow(8 * 22));
    BigInteger lettersAndDigits = BigInteger.valueOf(62).pow(32);
    BigInteger text = ofAtMost(18, 95);
    BigInteger refused = few.add(steps).add(lettersAndDigits).add(text);

    assertThat(refused).isLessThan(BigInteger.TWO.pow(256 - 64));
  }

  /** How many strings of 32 characters have so many different ones of an alphabet or fewer. */
  private static BigInteger ofAtMost(int different, int alphabet) {
    BigInteger[] count = new BigInteger[different + 2];
    Arrays.fill(count, BigInteger.ZERO);
    count[0] = BigInteger.ONE;
    for (int length = 1; length <= MasterKey.LENGTH; length++) {
      for (int k = different; k >= 1; k--) {
        count[k] =
            count[k]
                .multiply(BigInteger.valueOf(k))
                .add(count[k - 1].multiply(BigInteger.valueOf(alphabet - k + 1L)));
      }
      count[0] = BigInteger.ZERO;
    }
    return Arrays.stream(count).reduce(BigInteger.ZERO, BigInteger::add);
  }

  private static void assertTaken(byte[] secret) {
    assertThat(secret).hasSize(MasterKey.LENGTH);
    assertThatCode(() -> MasterKey.of(secret)).doesNotThrowAnyException();
  }

  /** Random, except the last so many bytes. */
  private static byte[] ofRandomStart(IntUnaryOperator octet, int counted) {
    byte[] secret = FixedKey.secret(17);
    for (int i = 0; i < counted; i++) {
      secret[MasterKey.LENGTH - counted + i] = (byte) octet.applyAsInt(i);
    }
    return secret;
  }

  private static byte[] bytes(IntUnaryOperator octet) {
    byte[] secret = new byte[MasterKey.LENGTH];
    IntStream.range(0, secret.length).forEach(i -> secret[i] = (byte) octet.applyAsInt(i));
    return secret;
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] random() {
    byte[] secret = new byte[MasterKey.LENGTH];
    new SecureRandom().nextBytes(secret);
    return secret;
  }
}
