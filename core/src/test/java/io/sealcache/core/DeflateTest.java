package io.sealcache.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeflateTest {
  private static final int BEFORE = 3;

  @ParameterizedTest
  @ValueSource(ints = {20, 100, 8191, 8192, 8193, 65_536, 1_000_000})
  void deflate_isShorterAndInflatesToTheSame(int length) throws IOException {
    byte[] plain = text(length);
    byte[] deflated = Deflate.deflate(plain);

    assertThat(deflated).hasSizeLessThan(plain.length);
    assertThat(inflate(deflated, length)).isEqualTo(plain);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 100, 8192, 100_000})
  void deflate_whatGetsNoShorter_isTheSame(int length) {
    byte[] random = Bytes.random(length, length);

    assertThat(Deflate.deflate(random)).isSameAs(random);
  }

  @Test
  void inflate_stopsAtTheLimit() throws IOException {
    byte[] deflated = Deflate.deflate(new byte[64 << 20]);

    assertThat(deflated).hasSizeLessThan(1 << 19);
    for (int limit : new int[] {0, 1, 1000, 8191, 8192, 8193, (64 << 20) - 1}) {
      assertThat(inflate(deflated, limit)).hasSize(limit + 1);
    }
    assertThat(inflate(deflated, 64 << 20)).hasSize(64 << 20);
  }

  @Test
  void inflate_anyBeginning_isRefused() {
    byte[] deflated = Deflate.deflate(text(300));

    for (int length = 0; length < deflated.length; length++) {
      byte[] beginning = Arrays.copyOf(deflated, length);
      assertThatExceptionOfType(IOException.class).isThrownBy(() -> inflate(beginning, 300));
    }
  }

  @Test
  void inflate_whatHasMoreBehindIt_isRefused() {
    byte[] deflated = Deflate.deflate(text(300));

    for (int more : new int[] {1, 2, 10_000}) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> inflate(Arrays.copyOf(deflated, deflated.length + more), 300))
          .withMessageContaining("more than one");
    }
  }

  private static byte[] inflate(byte[] deflated, long limit) throws IOException {
    byte[] whole = new byte[BEFORE + deflated.length];
    System.arraycopy(deflated, 0, whole, BEFORE, deflated.length);
    return Deflate.inflate(whole, BEFORE, deflated.length, limit);
  }

  private static byte[] text(int length) {
    byte[] text = new byte[length];
    for (int i = 0; i < length; i++) {
      text[i] = (byte) ('a' + i % 7);
    }
    return text;
  }
}
