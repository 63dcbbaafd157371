package io.sealcache.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoredKeyTest {
  @Test
  void parse_givesBackWhatOfWrote() {
    for (int length = 0; length < 70; length++) {
      byte[] bytes = new byte[length];
      java.util.Arrays.fill(bytes, (byte) (0xf0 + length));
      StoredKey key = StoredKey.of(bytes);

      assertThat(StoredKey.parse(key.text())).isEqualTo(key);
      assertThat(key.bytes()).isEqualTo(bytes);
    }
  }

  // "AQI" is 0x0102; "AQJ" and "AQK" spell the same two bytes.
  @ParameterizedTest
  @ValueSource(
      strings = {"AQJ", "AQK", "AQI=", "AQI==", "A", " AQI", "AQI ", "AQ\nI", "A+/B", "ä", "AQ=I"})
  void parse_secondSpelling_isNoKey(String text) {
    assertThat(StoredKey.parse(text)).isNull();
  }

  @Test
  void parse_whatIsNoString_isNoKey() {
    assertThat(StoredKey.parse(42)).isNull();
    assertThat(StoredKey.parse(new byte[] {1, 2})).isNull();
  }

  @ParameterizedTest
  @NullSource
  void equals_null_isFalse(@Nullable Object nothing) {
    assertThat(StoredKey.of(new byte[] {1}).equals(nothing)).isFalse();
  }

  @Test
  void hashCode_tellsKeysApart() {
    StoredKey key = StoredKey.of(new byte[] {1});

    assertThat(key).hasSameHashCodeAs(StoredKey.of(new byte[] {1}));
    assertThat(key).doesNotHaveSameHashCodeAs(StoredKey.of(new byte[] {2}));
  }

  @Test
  void toString_isTheStartOfTheText() {
    byte[] bytes = new byte[40];
    bytes[39] = 1;
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);

    assertThat(StoredKey.of(bytes)).hasToString("StoredKey[" + text.substring(0, 18) + "]");
    assertThat(StoredKey.of(new byte[] {1, 2})).hasToString("StoredKey[AQI]");
  }
}
