package io.sealcache.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class EncodingBufferTest {
  @Test
  void writeAscii_appendsNothingIfACharacterIsNotAscii() {
    EncodingBuffer out = new EncodingBuffer(0, 0);

    assertThat(out.writeAscii("abc\u0080")).isFalse();
    assertThat(out.size()).isZero();
    assertThat(out.writeAscii("abc\u007f")).isTrue();
    assertThat(written(out)).isEqualTo("6162637f");
  }

  @Test
  void append_ofMoreThanAnArrayHolds_isRefusedWhenItIsAskedFor() {
    ByteBuffer part = ByteBuffer.allocate(1 << 20);
    EncodingBuffer out = new EncodingBuffer(0, 0);
    for (int i = 0; i < 2047; i++) {
      out.append(part);
    }
    assertThat(out.parts(0)).hasSizeGreaterThanOrEqualTo(2047);

    out.append(part);

    assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> out.parts(0));
    assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(out::array);
  }

  private static String written(EncodingBuffer out) {
    return HexFormat.of().formatHex(Arrays.copyOf(out.array(), out.size()));
  }
}
