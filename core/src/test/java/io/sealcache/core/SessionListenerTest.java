package io.sealcache.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionListenerTest {
  private final ManualClock clock = new ManualClock();
  private final SealingGate gate = new SealingGate();
  private final List<SessionCause> heard = new ArrayList<>();
  private final Nonces nonces =
      Ciphers.nonces(new SessionSource(gate, new SecureRandom(), clock.clock(), heard::add));

  private void seal(int plaintextLength) {
    nonces.next(new byte[25], plaintextLength);
  }

  @Test
  void sessionThatGoesOn_isHeardOfOnce() {
    for (int i = 0; i < 3 * Session.Block.LENGTH; i++) {
      seal(1);
    }

    assertThat(heard).containsExactly(SessionCause.FIRST);
  }

  @Test
  void nextSession_isHeardOfWithWhyTheLastOneEnded() {
    seal(1);
    clock.pass(Duration.ofMinutes(10));
    seal(1);
    clock.jump(Duration.ofSeconds(2));
    seal(1);
    gate.rotate();
    seal(1);

    assertThat(heard)
        .containsExactly(
            SessionCause.FIRST, SessionCause.AGE, SessionCause.CLOCKS, SessionCause.COPY);
  }

  @Test
  void sessionThatIsUsedUp_isHeardOf() {
    seal(1);
    for (long sealed = 0; sealed < Session.MAX_BYTES; sealed += Integer.MAX_VALUE) {
      seal(Integer.MAX_VALUE);
    }

    assertThat(heard).containsExactly(SessionCause.FIRST, SessionCause.USED_UP);
  }

  @Test
  void copyOfAnOldSession_isHeardOfAsACopy() {
    seal(1);
    clock.pass(Duration.ofMinutes(10));
    gate.rotate();
    seal(1);

    assertThat(heard).containsExactly(SessionCause.FIRST, SessionCause.COPY);
  }
}
