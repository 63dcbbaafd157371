package io.sealcache.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {
  @ParameterizedTest
  @CsvSource({
    "1, 42",
    "65535, 65576",
    "65536, 65577",
    "65537, 65594",
    "131072, 131129",
    "131073, 131146",
    "1048579, 1048876",
    "2146959359, 2147483544"
  })
  void storedValueLength_andPlaintextLengthAreInverse(int plaintext, int stored) {
    assertThat(Envelope.storedValueLength(plaintext)).isEqualTo(stored);
    assertThat(Envelope.plaintextLength(stored)).isEqualTo(plaintext);
  }

  @Test
  void isStoredValue_takesTheLengthsThatSomePlaintextGivesAndNoOther() {
    boolean[] given = new boolean[200_000];
    for (int plaintext = 1; Envelope.storedValueLength(plaintext) < given.length; plaintext++) {
      given[(int) Envelope.storedValueLength(plaintext)] = true;
    }

    for (int length = 0; length < given.length; length++) {
      boolean isLength = given[length];
      if (isLength) {
        assertThat(Envelope.storedValueLength(Envelope.plaintextLength(length))).isEqualTo(length);
      }
      if (length % 50 == 0 || length < 100 || Math.abs(length % 65552 - 25) < 40) {
        assertThat(Envelope.isStoredValue(suiteOne(length))).isEqualTo(isLength);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 0})
  void storedValueLength_refusesWhatIsNoValue(long plaintextLength) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Envelope.storedValueLength(plaintextLength))
        .withMessageContaining("not " + plaintextLength);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 25, 41, 65578, 65593})
  void sealedBytes_ofALengthOfNoValue_haveNoKeyId(int length) {
    SealedBytes bytes = SealedBytes.ofStore(suiteOne(length));

    assertThat(bytes.isWellFormed()).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(bytes::keyId)
        .withMessage("These " + length + " bytes are no sealed value");
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MAX_VALUE, Integer.MAX_VALUE - 524_000})
  void storedValue_thatDoesNotFitAnArray_isRefused(int plaintextLength) {
    long length = Envelope.storedValueLength(plaintextLength);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Envelope.withHeader(7, length))
        .withMessageContaining("at most 2147483639");
  }

  private static byte[] suiteOne(int length) {
    byte[] bytes = new byte[length];
    if (length > 0) {
      bytes[0] = 1;
    }
    return bytes;
  }
}
