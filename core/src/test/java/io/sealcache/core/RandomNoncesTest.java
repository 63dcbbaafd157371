package io.sealcache.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RandomNoncesTest {
  private static final int NONCE = 5;
  private static final int END = 25;

  @Test
  void next_isTwentyBytesOfTheGenerators() {
    byte[] bytes = Bytes.random(20, 1);
    byte[] storedValue = new byte[END];

    SessionSource sessions = new SessionSource(new FixedRandom(bytes), Session.Clock.SYSTEM);

    new Nonces(sessions, NonceMode.RANDOM).next(storedValue, 1);

    assertThat(Arrays.copyOfRange(storedValue, NONCE, END)).isEqualTo(bytes);
    assertThat(Arrays.copyOf(storedValue, NONCE)).containsOnly(0);
  }
}
