package io.sealcache.internal.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.core.MasterKey;
import io.sealcache.keys.FixedKey;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasterKeyTextTest {
  /** Its Base64 has a plus and a slash. */
  private static final byte[] SPECIAL = FixedKey.secret(106);

  @Test
  void parse_takesHexOfEitherCase() {
    String hex = HexFormat.of().formatHex(SPECIAL);

    assertSame(hex, SPECIAL);
    assertSame(hex.toUpperCase(Locale.ROOT), SPECIAL);
  }

  @Test
  void parse_takesBase64OfBothAlphabetsPaddedOrNot() {
    assertThat(Base64.getEncoder().encodeToString(SPECIAL)).contains("+", "/");
    assertSame(Base64.getEncoder().encodeToString(SPECIAL), SPECIAL);
    assertSame(Base64.getEncoder().withoutPadding().encodeToString(SPECIAL), SPECIAL);
    assertSame(Base64.getUrlEncoder().encodeToString(SPECIAL), SPECIAL);
    assertSame(Base64.getUrlEncoder().withoutPadding().encodeToString(SPECIAL), SPECIAL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+/v7+_v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/s=", // both alphabets
        "+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/t=", // spare bits set
        "+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/s==",
        "+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/s=\n",
        " +/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/s=",
        "+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7", // 33 bytes
        "+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+w==", // 31 bytes
        "٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠", // Arabic digits
        "correct horse battery staple"
      })
  void parse_refusesAnythingElseWithoutShowingIt(String text) {
    assertThatThrownBy(() -> MasterKeyText.parse(text))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("64 hexadecimal digits")
        .hasNoCause()
        .message()
        .doesNotContain(text, text.substring(0, 5));
  }

  @Test
  void parse_refusesTheEmptyText() {
    assertThatIllegalArgumentException().isThrownBy(() -> MasterKeyText.parse(""));
  }

  private static void assertSame(String text, byte[] secret) {
    assertThat(MasterKeyText.parse(text).isSameKey(MasterKey.of(secret))).as(text).isTrue();
  }
}
