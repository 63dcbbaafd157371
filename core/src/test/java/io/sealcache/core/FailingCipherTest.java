package io.sealcache.core;

import static io.sealcache.core.TestVectors.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.google.gson.JsonObject;
import io.sealcache.core.FailingProvider.Failure;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A cipher that threw in the middle of a message has no part in any later one. */
class FailingCipherTest {
  private static final String GCM = "AES/GCM/NoPadding";

  private final FailingProvider provider = new FailingProvider();

  @AfterEach
  void close() {
    provider.close();
  }

  @ParameterizedTest
  @CsvSource({
    "AES/CBC/NoPadding, UNCHECKED",
    "AES/CBC/NoPadding, CHECKED",
    "AES/ECB/NoPadding, UNCHECKED",
    "AES/ECB/NoPadding, CHECKED"
  })
  void keyCipher_dropsACipherThatThrew(String transformation, Failure failure) {
    for (JsonObject answer : KnownAnswers.storedKeys()) {
      KeyCipher cipher = KnownAnswers.keyCipher(answer);
      KnownAnswers.check(cipher, answer);
      byte[] plaintext = hex(answer, "plaintext");
      int made = provider.ciphersMade();

      provider.failNext(transformation, failure);
      assertFails(failure, () -> cipher.seal(plaintext, 0, plaintext.length));
      KnownAnswers.check(cipher, answer);
      provider.failNext(transformation, failure);
      assertFails(failure, () -> cipher.open(hex(answer, "storedKey")));
      KnownAnswers.check(cipher, answer);
      KnownAnswers.check(cipher, answer);

      assertThat(provider.ciphersMade()).isEqualTo(made + 4);
    }
  }

  @ParameterizedTest
  @EnumSource
  void valueCipher_dropsACipherThatThrewWhenOpening(Failure failure) {
    for (JsonObject answer : KnownAnswers.storedValues()) {
      ValueCipher cipher = KnownAnswers.valueCipher(answer);
      byte[] storedValue = KnownAnswers.check(cipher, answer);
      byte[] storedKey = KnownAnswers.VALUE_STORED_KEY;
      byte[] plaintext = cipher.open(storedValue, storedKey);
      int made = provider.ciphersMade();

      provider.failNext(GCM, failure);
      assertFails(failure, () -> cipher.open(storedValue, storedKey));

      assertThat(cipher.open(storedValue, storedKey)).isEqualTo(plaintext);
      assertThat(cipher.open(storedValue, storedKey)).isEqualTo(plaintext);
      assertThat(provider.ciphersMade()).isEqualTo(made + 2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void valueCipher_dropsACipherThatThrewWhenSealing(Failure failure) {
    JsonObject answer = KnownAnswers.storedValues().get(0);
    ValueCipher cipher = KnownAnswers.valueCipher(answer);
    byte[] storedKey = KnownAnswers.VALUE_STORED_KEY;
    Nonce first = Nonce.of(KnownAnswers.check(cipher, answer));
    byte[] plaintext = Bytes.random(100, 1);
    int made = provider.ciphersMade();

    provider.failNext(GCM, failure);
    assertFails(failure, () -> cipher.seal(Payload.behindRoom(plaintext, 0, 100), storedKey));

    byte[] storedValue = cipher.seal(Payload.behindRoom(plaintext, 0, 100), storedKey);
    assertThat(cipher.open(storedValue, storedKey)).isEqualTo(plaintext);
    assertThat(Nonce.of(storedValue).counter()).isEqualTo(first.counter() + Session.Block.LENGTH);
    // One derives keys, one seals, and one opens, as those for opening are dropped as well.
    assertThat(provider.ciphersMade()).isEqualTo(made + 3);
  }

  @Test
  void valueCipher_dropsTheCipherThatRefusedATagAndNoOther() {
    JsonObject answer = KnownAnswers.storedValues().get(0);
    ValueCipher cipher = KnownAnswers.valueCipher(answer);
    byte[] storedKey = KnownAnswers.VALUE_STORED_KEY;
    byte[] storedValue = KnownAnswers.check(cipher, answer);
    byte[] tampered = storedValue.clone();
    tampered[30]++;
    int made = provider.ciphersMade();

    assertThat(cipher.open(tampered, storedKey)).isNull();
    assertThat(cipher.open(storedValue, storedKey)).isNotNull();
    assertThat(cipher.open(storedValue, storedKey)).isNotNull();

    assertThat(provider.ciphersMade()).isEqualTo(made + 1);
  }

  private static void assertFails(Failure failure, ThrowingCallable action) {
    String message =
        switch (failure) {
          case UNCHECKED -> "injected";
          case CHECKED -> "NoPadding failed in the JCA provider Failing";
        };
    assertThatIllegalStateException().isThrownBy(action).withMessageContaining(message);
  }
}
