package io.sealcache.internal.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LengthClassTest {
  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "1, 1",
    "2, 2",
    "3, 4",
    "1024, 1024",
    "1025, 2048",
    "1073741825, 2147483648",
    "2147483647, 2147483648"
  })
  void of_roundsUpToAPowerOfTwo(int length, long expected) {
    assertThat(LengthClass.of(length)).isEqualTo(expected);
  }
}
