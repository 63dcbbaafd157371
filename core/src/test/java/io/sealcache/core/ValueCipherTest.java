package io.sealcache.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueCipherTest {
  private static final int KEY_ID = 0x01020304;

  private final byte[] secret = Bytes.random(ValueCipher.KEY_LENGTH, 1);
  private final byte[] storedKey = Bytes.random(45, 2);
  private final ManualClock clock = new ManualClock();
  private final ValueCipher cipher =
      Ciphers.values(secret, KEY_ID, NonceMode.COUNTER, new SecureRandom(), clock.clock());

  @ParameterizedTest
  @EnumSource
  void seal_ofEqualValuesGivesUnlikeBytes(NonceMode mode) {
    ValueCipher sealing = Ciphers.values(secret, KEY_ID, mode);
    byte[] plaintext = new byte[1024];

    byte[] first = sealing.seal(Payload.behindRoom(plaintext, 0, 1024), storedKey);
    byte[] second = sealing.seal(Payload.behindRoom(plaintext, 0, 1024), storedKey);

    assertThat(Arrays.copyOfRange(first, 25, first.length))
        .isNotEqualTo(Arrays.copyOfRange(second, 25, second.length));
    assertThat(Arrays.copyOfRange(first, 5, 25)).isNotEqualTo(Arrays.copyOfRange(second, 5, 25));
  }

  @Test
  void keysOfUnlikeLengths_inTurn_areBoundToWhole() {
    byte[] shorter = Arrays.copyOf(storedKey, 44);
    Payload plaintext = Payload.of(new byte[100]);
    byte[] underLonger = cipher.seal(plaintext, storedKey);
    byte[] underShorter = cipher.seal(plaintext, shorter);
    ValueCipher other = Ciphers.values(secret, KEY_ID, NonceMode.COUNTER);

    assertThat(other.open(underLonger, storedKey)).isNotNull();
    assertThat(other.open(underLonger, shorter)).isNull();
    assertThat(other.open(underShorter, shorter)).isNotNull();
    assertThat(other.open(underShorter, storedKey)).isNull();
  }

  @Test
  void open_readsManySessionsInTurn() {
    byte[][] storedValues = new byte[40][];
    for (int i = 0; i < storedValues.length; i++) {
      storedValues[i] = cipher.seal(Payload.behindRoom(new byte[] {(byte) i}, 0, 1), storedKey);
      clock.jump(Duration.ofSeconds(2)); // which ends the session
    }

    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < storedValues.length; i++) {
        assertThat(cipher.open(storedValues[i], storedKey)).containsExactly(i);
        assertThat(cipher.open(storedValues[i / 2], storedKey)).containsExactly(i / 2);
      }
    }
  }

  @Test
  void open_keepsCiphersFor16Sessions() {
    byte[][] storedValues = new byte[40][];
    for (int i = 0; i < storedValues.length; i++) {
      storedValues[i] = cipher.seal(Payload.behindRoom(new byte[] {(byte) i}, 0, 1), storedKey);
      clock.jump(Duration.ofSeconds(2)); // which ends the session
    }

    try (FailingProvider provider = new FailingProvider()) {
      ValueCipher opening = Ciphers.values(secret, KEY_ID, NonceMode.COUNTER);
      for (int i = 0; i < storedValues.length; i++) {
        assertThat(opening.open(storedValues[i], storedKey)).containsExactly(i);
        assertThat(opening.open(storedValues[i], storedKey)).containsExactly(i);
        // One of them derives keys.
        assertThat(provider.ciphersMade()).isEqualTo(1 + Math.min(i + 1, 16));
      }
    }
  }

  @Test
  void open_ofSessionsMetLatelyDerivesNoKey() {
    byte[][] storedValues = new byte[3][];
    for (int i = 0; i < storedValues.length; i++) {
      storedValues[i] = cipher.seal(Payload.of(new byte[] {(byte) i}), storedKey);
      clock.jump(Duration.ofSeconds(2)); // which ends the session
    }

    try (FailingProvider provider = new FailingProvider()) {
      ValueCipher opening = Ciphers.values(secret, KEY_ID, NonceMode.COUNTER);
      opening.open(storedValues[0], storedKey);
      opening.open(storedValues[1], storedKey);
      provider.failNext("AES/ECB/NoPadding", FailingProvider.Failure.UNCHECKED);

      for (int i = 0; i < 6; i++) {
        assertThat(opening.open(storedValues[i % 2], storedKey)).containsExactly(i % 2);
      }
      assertThatThrownBy(() -> opening.open(storedValues[2], storedKey))
          .hasMessageContaining("injected");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 16, 31, 33, 64})
  void new_refusesSecretsOfAnotherLength(int length) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Ciphers.values(new byte[length], KEY_ID, NonceMode.RANDOM))
        .withMessage("The key of a ValueCipher has 32 bytes, not " + length);
  }
}
