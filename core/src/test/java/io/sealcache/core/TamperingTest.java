package io.sealcache.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whatever is done to what is stored, it doesn't open, and why is known. */
class TamperingTest {
  private static final int KEY_ID = 0x01020304;
  private static final int SEALED_SEGMENT = 64 * 1024 + 16;

  private enum Outcome {
    MALFORMED,
    UNKNOWN_KEY,
    TAMPERED,
    OPENED
  }

  private final KeyCipher keys =
      Ciphers.keys(Bytes.random(KeyCipher.KEY_LENGTH, 1), KEY_ID, "string");
  private final ValueCipher values =
      Ciphers.values(Bytes.random(ValueCipher.KEY_LENGTH, 2), KEY_ID, NonceMode.COUNTER);
  private final byte[] storedKey = keys.seal(Bytes.random(24, 3), 0, 24);

  @Test
  void storedKey_withAnyBitFlippedIsRefused() {
    for (int bit = 0; bit < 8 * storedKey.length; bit++) {
      assertThat(openKey(flipped(storedKey, bit))).as("bit %d", bit).isEqualTo(expected(bit));
    }
    assertThat(openKey(storedKey)).isEqualTo(Outcome.OPENED);
  }

  @Test
  void storedKey_cutOrLengthenedIsRefused() {
    for (int length = 0; length < 2 * storedKey.length; length++) {
      Outcome expected =
          length < 21
              ? Outcome.MALFORMED
              : length == storedKey.length ? Outcome.OPENED : Outcome.TAMPERED;

      assertThat(openKey(Arrays.copyOf(storedKey, length))).as("%d", length).isEqualTo(expected);
    }
  }

  @Test
  void storedValue_withAnyBitFlippedIsRefused() {
    byte[] storedValue = sealed(100);

    for (int bit = 0; bit < 8 * storedValue.length; bit++) {
      assertThat(openValue(flipped(storedValue, bit))).as("bit %d", bit).isEqualTo(expected(bit));
    }
    assertThat(openValue(storedValue)).isEqualTo(Outcome.OPENED);
  }

  @Test
  void storedValue_cutOrLengthenedIsRefused() {
    byte[] storedValue = sealed(100);

    for (int length = 0; length < 2 * storedValue.length; length++) {
      Outcome expected =
          length < 42
              ? Outcome.MALFORMED
              : length == storedValue.length ? Outcome.OPENED : Outcome.TAMPERED;

      assertThat(openValue(Arrays.copyOf(storedValue, length)))
          .as("%d", length)
          .isEqualTo(expected);
    }
  }

  @Test
  void segmentedValue_withABitFlippedIsRefused() {
    byte[] storedValue = sealed(2 * 64 * 1024 + 100);

    placesIn(storedValue)
        .flatMap(place -> IntStream.range(8 * place, 8 * place + 8))
        .forEach(
            bit ->
                assertThat(openValue(flipped(storedValue, bit)))
                    .as("bit %d", bit)
                    .isEqualTo(expected(bit)));
    assertThat(openValue(storedValue)).isEqualTo(Outcome.OPENED);
  }

  @Test
  void segmentedValue_cutOrLengthenedIsRefused() {
    byte[] storedValue = sealed(2 * 64 * 1024 + 100);

    placesIn(storedValue)
        .forEach(
            length -> {
              int last = (length - 25) % SEALED_SEGMENT;
              boolean isLength = length > 41 && (last == 0 || last > 16);
              assertThat(openValue(Arrays.copyOf(storedValue, length)))
                  .as("%d", length)
                  .isEqualTo(isLength ? Outcome.TAMPERED : Outcome.MALFORMED);
            });
    for (int more = 1; more < 100; more++) {
      assertThat(openValue(Arrays.copyOf(storedValue, storedValue.length + more)))
          .isEqualTo(Outcome.TAMPERED);
    }
  }

  @Test
  void segments_swappedDroppedOrDoubledAreRefused() {
    byte[] storedValue = sealed(3 * 64 * 1024);

    assertThat(openValue(assembled(storedValue, 0, 1, 2))).isEqualTo(Outcome.OPENED);
    int[][] others = {
      {1, 0, 2},
      {0, 2, 1},
      {2, 1, 0},
      {1, 2},
      {0, 2},
      {0, 1},
      {0},
      {1},
      {2},
      {0, 0, 1, 2},
      {0, 1, 1, 2},
      {0, 1, 2, 2},
      {0, 0, 2},
      {0, 1, 1},
      {2, 2, 2},
      {0, 1, 2, 0, 1, 2}
    };
    for (int[] order : others) {
      assertThat(openValue(assembled(storedValue, order)))
          .as(Arrays.toString(order))
          .isEqualTo(Outcome.TAMPERED);
    }
  }

  @Test
  void segments_ofAnotherMessageOfTheSessionAreRefused() {
    byte[] storedValue = sealed(2 * 64 * 1024);
    byte[] other = sealed(2 * 64 * 1024);

    byte[] mixed = storedValue.clone();
    System.arraycopy(other, 25 + SEALED_SEGMENT, mixed, 25 + SEALED_SEGMENT, SEALED_SEGMENT);
    assertThat(openValue(mixed)).isEqualTo(Outcome.TAMPERED);

    System.arraycopy(other, 25, mixed, 25, SEALED_SEGMENT);
    assertThat(openValue(mixed)).isEqualTo(Outcome.TAMPERED);

    System.arraycopy(other, 0, mixed, 0, 25);
    assertThat(openValue(mixed)).isEqualTo(Outcome.OPENED);
  }

  @Test
  void storedValue_underAnotherStoredKeyIsRefused() {
    byte[] storedValue = sealed(100);
    byte[] other = keys.seal(Bytes.random(24, 4), 0, 24);

    assertThat(values.open(storedValue, other)).isNull();
  }

  @Test
  void storedBytes_madeUpAreRefused() {
    for (int length = 0; length < 2000; length++) {
      byte[] bytes = Bytes.random(length, length);
      System.arraycopy(Envelope.withHeader(KEY_ID, 5), 0, bytes, 0, Math.min(5, length));

      assertThat(openKey(bytes)).isNotEqualTo(Outcome.OPENED);
      assertThat(openValue(bytes)).isNotEqualTo(Outcome.OPENED);
    }
  }

  @Test
  void open_refusesWhatIsNoEnvelopeEvenUnasked() {
    assertThat(keys.open(new byte[20])).isNull();
    assertThat(keys.open(new byte[50])).isNull();
    assertThat(values.open(new byte[0], storedKey)).isNull();
    assertThat(values.open(new byte[50], storedKey)).isNull();
  }

  private Outcome openKey(byte[] stored) {
    if (!Envelope.isStoredKey(stored)) {
      return Outcome.MALFORMED;
    }
    return outcome(stored, keys.open(stored) == null);
  }

  private Outcome openValue(byte[] stored) {
    if (!Envelope.isStoredValue(stored)) {
      return Outcome.MALFORMED;
    }
    return outcome(stored, values.open(stored, storedKey) == null);
  }

  private static Outcome outcome(byte[] stored, boolean refused) {
    if (!refused) {
      return Outcome.OPENED;
    }
    return Envelope.keyId(stored) == KEY_ID ? Outcome.TAMPERED : Outcome.UNKNOWN_KEY;
  }

  private static Outcome expected(int bit) {
    if (bit < 8) {
      return Outcome.MALFORMED;
    }
    return bit < 40 ? Outcome.UNKNOWN_KEY : Outcome.TAMPERED;
  }

  private byte[] sealed(int plaintextLength) {
    return values.seal(
        Payload.behindRoom(Bytes.random(plaintextLength, 5), 0, plaintextLength), storedKey);
  }

  /** Offsets around each border of a segment and its tag, and others at random. */
  private static IntStream placesIn(byte[] storedValue) {
    IntStream borders =
        IntStream.iterate(25, border -> border < storedValue.length, b -> b + SEALED_SEGMENT)
            .flatMap(border -> IntStream.range(border - 36, border + 20));
    IntStream end = IntStream.range(storedValue.length - 36, storedValue.length);
    IntStream others = new Random(6).ints(200, 0, storedValue.length);
    return IntStream.concat(IntStream.concat(borders, end), others).filter(place -> place >= 0);
  }

  private static byte[] flipped(byte[] bytes, int bit) {
    byte[] other = bytes.clone();
    other[bit / 8] ^= (byte) (1 << (bit % 8));
    return other;
  }

  /** The header and then these segments, each of them a whole one. */
  private static byte[] assembled(byte[] storedValue, int... segments) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(storedValue, 0, 25);
    for (int segment : segments) {
      bytes.write(storedValue, 25 + segment * SEALED_SEGMENT, SEALED_SEGMENT);
    }
    return bytes.toByteArray();
  }
}
