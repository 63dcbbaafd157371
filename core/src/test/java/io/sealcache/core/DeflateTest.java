package io.sealcache.core;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealcache.codec.EncodingBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeflateTest {
  private static final int HEADROOM = 3;

  @ParameterizedTest
  @ValueSource(ints = {20, 100, 8191, 8192, 8193, 65_536, 1_000_000})
  void deflate_isShorterAndInflatesToTheSame(int length) throws IOException {
    byte[] plain = text(length);
    byte[] deflated = deflated(plain);

    assertThat(deflated).hasSizeLessThan(plain.length).startsWith(7, 7, 7);
    assertThat(inflate(deflated, length)).isEqualTo(ByteBuffer.wrap(plain));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 100, 8192, 100_000})
  void deflate_whatGetsNoShorter_isNone(int length) {
    byte[] random = new byte[length];
    new Random(length).nextBytes(random);

    assertThat(Deflate.deflate(buffer(random), HEADROOM)).isNull();
  }

  // Of a few letters, one length is deflated to just as many bytes.
  @Test
  void deflate_whatGetsNeitherShorterNorLonger_isNone() {
    List<Integer> same = new ArrayList<>();
    for (int length = 1; length < 20; length++) {
      byte[] letters = new byte[length];
      Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
      deflater.setInput(letters);
      deflater.finish();
      int deflated = deflater.deflate(new byte[100]);
      deflater.end();
      if (deflated == length) {
        same.add(length);
        assertThat(Deflate.deflate(buffer(letters), HEADROOM)).isNull();
      }
    }
    assertThat(same).isNotEmpty();
  }

  @Test
  void inflate_stopsAtTheLimit() throws IOException {
    byte[] deflated = deflated(new byte[64 << 20]);

    assertThat(deflated).hasSizeLessThan(1 << 19);
    for (int limit : new int[] {0, 1, 1000, 8191, 8192, 8193, (64 << 20) - 1}) {
      assertThatExceptionOfType(Deflate.OversizedValueException.class)
          .isThrownBy(() -> inflate(deflated, limit));
    }
    assertThat(inflate(deflated, 64 << 20).remaining()).isEqualTo(64 << 20);
  }

  @Test
  void inflate_anyBeginning_isRefused() {
    byte[] deflated = deflated(text(300));

    for (int length = HEADROOM; length < deflated.length; length++) {
      byte[] beginning = Arrays.copyOf(deflated, length);
      assertThatExceptionOfType(IOException.class).isThrownBy(() -> inflate(beginning, 300));
    }
  }

  @Test
  void inflate_whatHasMoreBehindIt_isRefused() {
    byte[] deflated = deflated(text(300));

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> inflate(Arrays.copyOf(deflated, deflated.length + 1), 300))
        .withMessageContaining("more than one");
  }

  @Test
  void inflate_whatIsNoStream_isRefused() {
    byte[] reservedBlockType = {7, 7, 7, 0x07, 0, 0};

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> inflate(reservedBlockType, 300))
        .withMessage("No deflated stream");
  }

  private static byte[] deflated(byte[] plain) {
    EncodingBuffer deflated = requireNonNull(Deflate.deflate(buffer(plain), HEADROOM));
    return Arrays.copyOf(deflated.array(), deflated.size());
  }

  private static ByteBuffer inflate(byte[] deflated, long limit) throws IOException {
    return Deflate.inflate(deflated, HEADROOM, deflated.length - HEADROOM, limit);
  }

  private static EncodingBuffer buffer(byte[] plain) {
    EncodingBuffer buffer = new EncodingBuffer(HEADROOM, 0);
    Arrays.fill(buffer.array(), 0, HEADROOM, (byte) 7);
    buffer.write(plain);
    return buffer;
  }

  private static byte[] text(int length) {
    byte[] text = new byte[length];
    for (int i = 0; i < length; i++) {
      text[i] = (byte) ('a' + i % 7);
    }
    return text;
  }
}
