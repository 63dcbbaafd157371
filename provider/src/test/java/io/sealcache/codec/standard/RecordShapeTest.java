package io.sealcache.codec.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.codec.Samples;
import java.io.InvalidObjectException;
import org.junit.jupiter.api.Test;

class RecordShapeTest {

  @Test
  void of_givesOneShapeForEachClass() {
    assertThat(RecordShape.of(Samples.Point.class)).isPresent();
    assertThat(RecordShape.of(Samples.Point.class)).isSameAs(RecordShape.of(Samples.Point.class));
  }

  @Test
  void of_givesNoneForARecordOfAClosedPackage() throws Exception {
    // One of the JDK's own, in a package that no one may reflect on.
    assertThat(RecordShape.of(Class.forName("sun.nio.ch.IOUtil$LinkedRunnable"))).isEmpty();
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

  @Test
  void encode_refusesARecordWhoseAccessorThrows() {
    assertThatThrownBy(() -> Coding.values().encode(new Throwing(1)))
        .isInstanceOf(InvalidObjectException.class)
        .hasMessageContaining("number")
        .hasMessageNotContaining("classified");
  }
}
