package io.sealcache.codec.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.codec.Samples;
import java.io.InvalidClassException;
import java.io.InvalidObjectException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordShapeTest {

  @Test
  void of_givesOneShapeForEachClass() throws Exception {
    assertThat(RecordShape.of(Samples.Point.class)).isSameAs(RecordShape.of(Samples.Point.class));
  }

  @Test
  void of_refusesARecordOfAClosedPackage() throws Exception {
    // One of the JDK's own, in a package that no one may reflect on.
    Class<?> closed = Class.forName("sun.nio.ch.IOUtil$LinkedRunnable");

    assertThatThrownBy(() -> RecordShape.of(closed))
        .isInstanceOf(InvalidClassException.class)
        .hasMessageContainingAll(closed.getName(), "open its package");
  }

  record Positive(int number) {
    Positive {
      if (number <= 0) {
        throw new IllegalArgumentException("classified " + number);
      }
    }
  }

  record Throwing(int number) {
    @Override
    public int number() {
      throw new IllegalStateException("classified");
    }
  }

  @Test
  void decode_runsTheChecksOfTheConstructorAndKeepsItsMessageToItself() throws Exception {
    String hex = Coding.values().hex(new Positive(1)).replace("d200000001", "d2ffffffff");

    assertThatThrownBy(() -> Coding.values().decodeHex(hex))
        .isInstanceOf(InvalidObjectException.class)
        .hasMessageContaining(Positive.class.getName())
        .hasMessageNotContaining("classified")
        .hasNoCause();
  }

  record Slim(byte a, short b, int c, int d, long e, float f, char g, Object h) {}

  /** The same one a release later, with a name as long. */
  record Wide(int a, float b, long c, double d, long e, double f, char g, String h) {}

  private static Object decodeAsWide(Slim slim) throws Exception {
    byte[] written = Coding.values().encode(slim);
    return Coding.values().decode(Coding.renamed(written, "Slim", "Wide"));
  }

  @Test
  void decode_widensThePrimitivesOfARecordWhoseComponentsGrew() throws Exception {
    assertThat(decodeAsWide(new Slim((byte) 1, (short) 2, 3, 4, 5, 6, 'g', "h")))
        .isEqualTo(new Wide(1, 2, 3, 4, 5, 6, 'g', "h"));
  }

  @Test
  void decode_namesTheComponentThatNoWideningFits() {
    assertThatThrownBy(() -> decodeAsWide(new Slim((byte) 1, (short) 2, 3, 4, 5, 6, 'g', 8)))
        .isInstanceOf(InvalidObjectException.class)
        .hasMessageContaining("'h' is of java.lang.String, and java.lang.Integer was written");
  }

  record Boxed(@Nullable Object number) {}

  record Naked(int number) {}

  record Tenth(float number) {}

  record Ratio(double number) {}

  @Test
  void decode_refusesANumberForAComponentThatCantHoldAllItsDigits() throws Exception {
    assertThat(renamed(new Boxed(16_777_217), "Ratio")).isEqualTo(new Ratio(16_777_217));
    assertThat(renamed(new Boxed((short) -1), "Tenth")).isEqualTo(new Tenth(-1));
    assertChanged(16_777_217, "Tenth");
    assertChanged(1L, "Tenth");
    assertChanged(1L, "Ratio");
  }

  @Test
  void decode_refusesACharacterForANumber() {
    for (String number : List.of("Naked", "Tenth", "Ratio")) {
      assertChanged('7', number);
    }
  }

  private static void assertChanged(Object written, String name) {
    assertThatThrownBy(() -> renamed(new Boxed(written), name))
        .isInstanceOf(InvalidObjectException.class)
        .hasMessageContainingAll(
            "'number'", "and " + written.getClass().getName() + " was written");
  }

  private static Object renamed(Boxed boxed, String name) throws Exception {
    return Coding.values().decode(Coding.renamed(Coding.values().encode(boxed), "Boxed", name));
  }

  @Test
  void decode_refusesNullForAPrimitive() throws Exception {
    byte[] naked = Coding.renamed(Coding.values().encode(new Boxed(null)), "Boxed", "Naked");

    for (int i = 0; i < 20; i++) { // reflection changes its ways after some calls
      assertThatThrownBy(() -> Coding.values().decode(naked))
          .isInstanceOf(InvalidObjectException.class)
          .hasMessageContaining("'number' is of int, and null was written");
    }
  }

  @Test
  void encode_refusesARecordWhoseAccessorThrows() {
    assertThatThrownBy(() -> Coding.values().encode(new Throwing(1)))
        .isInstanceOf(InvalidObjectException.class)
        .hasMessageContaining("number")
        .hasMessageNotContaining("classified");
  }
}
