package io.sealcache.core;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyCipherTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 32, 48, 63, 65})
  void new_refusesSecretsOfAnotherLength(int length) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Ciphers.keys(new byte[length], 7, "string"))
        .withMessage("The key of a KeyCipher has 64 bytes, not " + length);
  }
}
