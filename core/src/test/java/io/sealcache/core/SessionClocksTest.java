package io.sealcache.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The clocks of production: one that stood still would never end a session. */
class SessionClocksTest {
  @Test
  void monotonicNanos_areTheJvms() {
    for (int i = 0; i < 2; i++) {
      long before = System.nanoTime();
      long read = Session.Clock.SYSTEM.monotonicNanos();
      long after = System.nanoTime();

      // As differences: what the JVM counts from may be anywhere.
      assertThat(read - before).isNotNegative();
      assertThat(after - read).isNotNegative();
      awaitNanosAfter(after);
    }
  }

  @Test
  void wallMillis_areTheJvms() {
    for (int i = 0; i < 2; i++) {
      long before = System.currentTimeMillis();
      long read = Session.Clock.SYSTEM.wallMillis();
      long after = System.currentTimeMillis();

      assertThat(read).isBetween(before, after);
      awaitMillisAfter(after);
    }
  }

  private static void awaitNanosAfter(long last) {
    while (System.nanoTime() - last <= 0) {
      Thread.onSpinWait();
    }
  }

  private static void awaitMillisAfter(long last) {
    while (System.currentTimeMillis() <= last) {
      Thread.onSpinWait();
    }
  }
}
