package io.sealcache.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyCipherTest {
  private static final int KEY_ID = 0x01020304;

  private final byte[] secret = Bytes.random(KeyCipher.KEY_LENGTH, 1);
  private final KeyCipher cipher = Ciphers.keys(secret, KEY_ID, "string");

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 16, 17, 24, 31, 32, 33, 64 * 1024, 1024 * 1024 + 3})
  void seal_opensAgain(int length) {
    byte[] plaintext = Bytes.random(length, 2);

    byte[] storedKey = cipher.seal(plaintext, 0, length);

    assertThat(storedKey).hasSize(length + Envelope.STORED_KEY_OVERHEAD);
    assertThat(storedKey).startsWith(1, 1, 2, 3, 4);
    assertThat(Envelope.isStoredKey(storedKey)).isTrue();
    assertThat(Envelope.keyId(storedKey)).isEqualTo(KEY_ID);
    assertThat(cipher.open(storedKey)).isEqualTo(plaintext);
  }

  @Test
  void seal_isDeterministic() {
    byte[] plaintext = Bytes.random(24, 3);

    assertThat(Ciphers.keys(secret, KEY_ID, "string").seal(plaintext, 0, 24))
        .isEqualTo(cipher.seal(plaintext, 0, 24));
  }

  @Test
  void seal_takesAPartOfTheArray() {
    byte[] plaintext = Bytes.random(40, 4);
    byte[] part = Arrays.copyOfRange(plaintext, 7, 30);

    assertThat(cipher.seal(plaintext, 7, 23)).isEqualTo(cipher.seal(part, 0, 23));
    assertThatThrownBy(() -> cipher.seal(plaintext, 7, 34))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void open_underAnotherCodecNameIsRefused() {
    byte[] storedKey = cipher.seal(new byte[] {1}, 0, 1);

    assertThat(Ciphers.keys(secret, KEY_ID, "java").open(storedKey)).isNull();
  }

  @Test
  void open_underAnotherKeyIdIsRefused() {
    byte[] storedKey = cipher.seal(new byte[] {1}, 0, 1);
    KeyCipher other = Ciphers.keys(secret, KEY_ID + 1, "string");

    assertThat(other.open(storedKey)).isNull();
    storedKey[4]++;
    assertThat(other.open(storedKey)).isNull();
    assertThat(cipher.open(storedKey)).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 32, 48, 63, 65})
  void new_refusesSecretsOfAnotherLength(int length) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Ciphers.keys(new byte[length], KEY_ID, "string"))
        .withMessage("The key of a KeyCipher has 64 bytes, not " + length);
  }
}
