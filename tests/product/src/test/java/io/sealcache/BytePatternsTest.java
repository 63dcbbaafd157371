package io.sealcache;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.fixture.BytePatterns;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
}
