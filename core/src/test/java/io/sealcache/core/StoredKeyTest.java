package io.sealcache.core;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoredKeyTest {
  private static final int LONGEST = 21 + 64 * 1024;

  @Test
  void parse_givesBackTextAndBytes() {
    for (int length = 21; length < 70; length++) {
      byte[] bytes = bytes(length);
      StoredKey key = parsed(bytes);

      assertThat(key.bytes()).isEqualTo(bytes);
      assertThat(key.text())
          .isEqualTo(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
      assertThat(StoredKey.parse(key.text())).isEqualTo(key);
      assertThat(key.keyId()).isEqualTo(0xf7f8f9fa);
    }
  }

  @Test
  void parse_longestKey_isOne() {
    StoredKey longest = parsed(bytes(LONGEST));

    assertThat(StoredKey.parse(longest.text())).isEqualTo(longest);
    assertThat(StoredKey.parse(bytes(LONGEST + 1))).isNull();
    assertThat(StoredKey.parse(text(bytes(LONGEST + 1)))).isNull();
  }

  // No array is made of a text that a store made long.
  @Test
  void parse_hugeText_isNoKey() {
    assertThat(StoredKey.parse("A".repeat(1 << 24))).isNull();
  }

  @Test
  void parse_whatIsTooShortOrOfAnotherSuite_isNoKey() {
    for (int length = 0; length < 21; length++) {
      assertThat(StoredKey.parse(bytes(length))).isNull();
      assertThat(StoredKey.parse(text(bytes(length)))).isNull();
    }
    for (int suite = 0; suite < 256; suite++) {
      byte[] bytes = bytes(40);
      bytes[0] = (byte) suite;
      assertThat(StoredKey.parse(bytes) != null).isEqualTo(suite == 1);
      assertThat(StoredKey.parse(text(bytes)) != null).isEqualTo(suite == 1);
    }
  }

  @Test
  void parse_secondSpelling_isNoKey() {
    String text = text(bytes(22));
    String start = text.substring(0, text.length() - 1);
    assertThat(text).endsWith("w");
    assertThat(StoredKey.parse(text)).isNotNull();

    // Of the last character 4 bits are spare.
    for (char last : new char[] {'x', 'y', 'z', '4', '_'}) {
      assertThat(StoredKey.parse(start + last)).isNull();
    }
    for (String other :
        new String[] {
          text + "=", text + "==", " " + text, text + " ", text + "\n", start, "A" + text
        }) {
      assertThat(StoredKey.parse(other)).as(other).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"+", "/", "=", " ", "\n", "ä", "\0"})
  void parse_characterOfNoBase64Url_isNoKey(String character) {
    String text = text(bytes(24));

    for (int place = 0; place < text.length(); place++) {
      assertThat(StoredKey.parse(text.substring(0, place) + character + text.substring(place + 1)))
          .isNull();
    }
  }

  @ParameterizedTest
  @NullSource
  void equals_null_isFalse(@Nullable Object nothing) {
    assertThat(parsed(bytes(30)).equals(nothing)).isFalse();
  }

  @Test
  void equalsAndHashCode_tellKeysApart() {
    StoredKey key = parsed(bytes(30));
    byte[] others = bytes(30);
    others[29]++;

    assertThat(key).isEqualTo(parsed(bytes(30))).hasSameHashCodeAs(parsed(bytes(30)));
    assertThat(key).isNotEqualTo(parsed(others)).doesNotHaveSameHashCodeAs(parsed(others));
    assertThat(key).isNotEqualTo(key.text());
  }

  @Test
  void toString_isTheStartOfTheText() {
    byte[] bytes = bytes(40);
    bytes[39] = 1;

    assertThat(parsed(bytes)).hasToString("StoredKey[" + text(bytes).substring(0, 18) + "]");
    assertThat(parsed(bytes).fingerprint()).isEqualTo(text(bytes).substring(0, 18));
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (0xf6 + i);
    }
    Arrays.fill(bytes, 0, Math.min(1, length), (byte) 1);
    return bytes;
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static StoredKey parsed(byte[] bytes) {
    return requireNonNull(StoredKey.parse(bytes));
  }
}
