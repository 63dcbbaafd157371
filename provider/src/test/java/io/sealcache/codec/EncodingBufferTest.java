package io.sealcache.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealcache.codec.standard.JavaFilter;
import io.sealcache.codec.standard.StandardCodec;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class EncodingBufferTest {
  @Test
  void headroom_isZeroAndCountsAsSize() {
    EncodingBuffer out = new EncodingBuffer(3, 0);
    out.writeByte(0x1ff);

    assertThat(out.size()).isEqualTo(4);
    assertThat(written(out)).isEqualTo("000000ff");
  }

  @Test
  void headroom_isKeptWhileTheBufferGrows() {
    EncodingBuffer out = new EncodingBuffer(2, 0);
    out.array()[0] = 7;
    out.write(new byte[100_000]);

    assertThat(out.array()[0]).isEqualTo((byte) 7);
    assertThat(out.size()).isEqualTo(100_002);
  }

  @Test
  void expect_makesRoomForExactlyThat() {
    EncodingBuffer out = new EncodingBuffer(8, 1 << 20);
    out.expect(100_000);
    out.write(new byte[100_000]);

    assertThat(out.array()).hasSize(100_008);
  }

  @Test
  void array_ofNothingButHeadroom_isThere() {
    assertThat(new EncodingBuffer(8, 0).array()).hasSizeGreaterThanOrEqualTo(8);
  }

  @Test
  void numbers_areBigEndian() {
    EncodingBuffer out = new EncodingBuffer(0, 0);
    out.write(0x01);
    out.writeShort(0x0203);
    out.writeInt(0x04050607);
    out.writeLong(0x08090a0b0c0d0e0fL);
    out.write(new byte[] {0, 0x10, 0x11, 0}, 1, 2);

    assertThat(written(out)).isEqualTo("0102030405060708090a0b0c0d0e0f1011");
  }

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

  @Test
  void standardCodec_leavesTheHeadroomAlone() throws Exception {
    EncodingBuffer out = new EncodingBuffer(5, 0);
    StandardCodec.forKeys(JavaFilter.standard()).encode(java.util.Set.of(1, 2), out);

    assertThat(written(out)).isEqualTo("0000000000c90000000b3892d200000001d200000002");
  }

  private static String written(EncodingBuffer out) {
    return HexFormat.of().formatHex(Arrays.copyOf(out.array(), out.size()));
  }
}
