package io.sealcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.fixture.BytePatterns;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BytePatternsTest {
  @Test
  void in_anyBytes_findsWhatTheJdkFinds() {
    Random random = new Random(1994);
    for (int round = 0; round < 2_000; round++) {
      List<byte[]> patterns = new ArrayList<>();
      for (int i = 0; i < 1 + random.nextInt(20); i++) {
        patterns.add(few(random, 2 + random.nextInt(6)));
      }
      byte[] bytes = few(random, random.nextInt(200));

      assertThat(new BytePatterns(patterns).in(bytes)).isEqualTo(byTheJdk(patterns, bytes));
    }
  }

  private static byte[] few(Random random, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (random.nextInt(4) - 2);
    }
    return bytes;
  }

  private static BitSet byTheJdk(List<byte[]> patterns, byte[] bytes) {
    BitSet found = new BitSet();
    for (int i = 0; i < patterns.size(); i++) {
      found.set(i, latin(bytes).contains(latin(patterns.get(i))));
    }
    return found;
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Test
  void in_patternAtEitherEnd_isFound() {
    BytePatterns patterns = new BytePatterns(List.of(new byte[] {1, 2, 3}, new byte[] {3, 4}));

    assertThat(patterns.in(new byte[] {1, 2, 3, 4})).isEqualTo(bits(0, 1));
    assertThat(patterns.in(new byte[] {1, 2})).isEqualTo(bits());
    assertThat(patterns.in(new byte[0])).isEqualTo(bits());
  }

  private static BitSet bits(int... set) {
    BitSet bits = new BitSet();
    Arrays.stream(set).forEach(bits::set);
    return bits;
  }

  @Test
  void new_shortPattern_isRefused() {
    assertThatThrownBy(() -> new BytePatterns(List.of(new byte[3], new byte[1])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("shorter than two");
  }
}
