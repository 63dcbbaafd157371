package io.sealcache.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomNoncesTest {
  private static final int NONCE = 5;
  private static final int END = 25;

  @Test
  void next_isTwentyBytesOfTheGenerators() {
    byte[] bytes = Bytes.random(20, 1);
    byte[] storedValue = new byte[END];

    nonces(new FixedRandom(bytes)).next(storedValue, 1);

    assertThat(Arrays.copyOfRange(storedValue, NONCE, END)).isEqualTo(bytes);
    assertThat(Arrays.copyOf(storedValue, NONCE)).containsOnly(0);
  }

  @Test
  void next_leavesNoByteAsItWas() {
    Nonces nonces = nonces(new SecureRandom());
    byte[] storedValue = new byte[END];
    Set<Integer> seen = new HashSet<>();

    for (int i = 0; i < 64; i++) {
      nonces.next(storedValue, 1);
      for (int place = NONCE; place < END; place++) {
        seen.add((place << 8) | (storedValue[place] & 0xff));
      }
    }

    // Twice the same byte at one place in 64 draws is common, 64 times is not.
    for (int place = NONCE; place < END; place++) {
      int at = place;
      assertThat(seen.stream().filter(byteAt -> byteAt >> 8 == at)).hasSizeGreaterThan(1);
    }
  }

  private static Nonces nonces(SecureRandom random) {
    return new Nonces(
        new SessionSource(new SealingGate(), random, Session.Clock.SYSTEM), NonceMode.RANDOM);
  }
}
