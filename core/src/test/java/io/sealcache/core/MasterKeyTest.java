package io.sealcache.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasterKeyTest {
  private static final byte[] SECRET = secret(7);

  /** Its Base64 has a plus and a slash. */
  private static final byte[] SPECIAL = FixedKey.secret(106);

  @Test
  void of_copiesTheSecret() {
    byte[] secret = SECRET.clone();
    MasterKey key = MasterKey.of(secret);
    Arrays.fill(secret, (byte) 0);

    assertThat(key.isSameKey(MasterKey.of(SECRET))).isTrue();
  }

  @Test
  void created_isToldWhereItIsKnown() {
    assertThat(MasterKey.of(SECRET, Instant.EPOCH).created()).isEqualTo(Instant.EPOCH);
    assertThat(MasterKey.of(SECRET).created()).isNull();
  }

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
    assertThatThrownBy(() -> MasterKey.parse(text))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("64 hexadecimal digits")
        .hasNoCause()
        .message()
        .doesNotContain(text, text.substring(0, 5));
  }

  @Test
  void parse_hintsAtWhiteSpaceOnlyWhereThereIsSome() {
    String spareBits = "+/v7".repeat(10) + "+/t=";

    assertThatIllegalArgumentException()
        .isThrownBy(() -> MasterKey.parse(spareBits))
        .withMessageNotContaining("white space");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MasterKey.parse(spareBits + "\n"))
        .withMessageContaining("white space");
  }

  @Test
  void decode_givesTheSecretOfAText() {
    byte[] secret = MasterKey.decode(HexFormat.of().formatHex(SECRET));

    assertThat(secret).isEqualTo(SECRET);
    assertThat(MasterKey.of(secret).isSameKey(MasterKey.of(SECRET))).isTrue();
  }

  @Test
  void parse_refusesTheEmptyText() {
    assertThatIllegalArgumentException().isThrownBy(() -> MasterKey.parse(""));
  }

  @Test
  void id_isTheFirstFourBytesDerivedForIt() {
    MasterKey key = MasterKey.of(SECRET);

    assertThat(key.id()).isEqualTo(ByteBuffer.wrap(key.derive(4, "key-id")).getInt());
    assertThat(key.id()).isNotEqualTo(MasterKey.of(secret(8)).id());
  }

  @Test
  void toString_showsTheIdOnly() {
    MasterKey key = MasterKey.of(SECRET);

    assertThat(key).hasToString("MasterKey[id=%08x]".formatted(key.id()));
  }

  @Test
  void secretOfAnotherLength_isRefused() {
    for (int length : new int[] {0, 31, 33}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> MasterKey.of(new byte[length]))
          .withMessageContainingAll("exactly 32 bytes", "not " + length);
      assertThatIllegalArgumentException().isThrownBy(() -> MasterKey.ofAny(new byte[length]));
    }
  }

  @Test
  void derive_isHkdfOfTheLengthPrefixedLabels() throws Exception {
    byte[] info = HexFormat.of().parseHex("0000000576616c7565" + "ffffffff" + "00000000");
    byte[] pseudorandomKey = hmac("io.sealcache/1".getBytes(StandardCharsets.US_ASCII), SECRET);
    byte[] firstBlock =
        hmac(pseudorandomKey, ByteBuffer.allocate(info.length + 1).put(info).put((byte) 1).array());

    assertThat(MasterKey.of(SECRET).derive(32, "value", null, "")).isEqualTo(firstBlock);
  }

  @Test
  void derive_separatesListsOfLabelsThatLookAlike() {
    MasterKey key = MasterKey.of(SECRET);

    assertThat(
            IntStream.of(0, 1, 2, 3, 4, 5)
                .mapToObj(
                    i ->
                        switch (i) {
                          case 0 -> key.derive(16, "ab", "c");
                          case 1 -> key.derive(16, "a", "bc");
                          case 2 -> key.derive(16, "abc");
                          case 3 -> key.derive(16, "abc", "");
                          case 4 -> key.derive(16, "abc", null);
                          default -> key.derive(16, "abc", "\uFFFF\uFFFF");
                        })
                .map(HexFormat.of()::formatHex))
        .doesNotHaveDuplicates();
  }

  @Test
  void derive_refusesUnpairedSurrogates() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MasterKey.of(SECRET).derive(16, "a\uD800"))
        .withMessageContaining("surrogate");
  }

  @Test
  void isSameKey_tellsKeysApart() {
    assertThat(MasterKey.of(SECRET).isSameKey(MasterKey.of(secret(8)))).isFalse();
    assertThat(MasterKey.generate().isSameKey(MasterKey.generate())).isFalse();
  }

  @Test
  void destroy_leavesTheIdOnly() {
    MasterKey key = MasterKey.of(SECRET);
    String shown = key.toString();
    key.destroy();
    key.destroy();

    assertThat(key.isDestroyed()).isTrue();
    assertThat(key).hasToString(shown);
    assertThatThrownBy(() -> key.derive(16, "value")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> key.isSameKey(MasterKey.of(SECRET)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> MasterKey.of(SECRET).isSameKey(key))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void destroy_wipesWhatTheKeyHolds() throws Exception {
    MasterKey key = MasterKey.of(SECRET);
    Field held = MasterKey.class.getDeclaredField("pseudorandomKey");
    held.setAccessible(true);
    key.destroy();

    assertThat((byte[]) held.get(key)).containsOnly(0);
  }

  private static void assertSame(String text, byte[] secret) {
    assertThat(MasterKey.parse(text).isSameKey(MasterKey.of(secret))).as(text).isTrue();
  }

  private static byte[] hmac(byte[] key, byte[] message) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(message);
  }

  static byte[] secret(int seed) {
    return FixedKey.secret(seed);
  }
}
