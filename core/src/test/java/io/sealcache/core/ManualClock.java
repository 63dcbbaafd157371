package io.sealcache.core;

import java.time.Duration;

/** Stands still until it is told otherwise. */
final class ManualClock {
  private long wallMillis = 1_700_000_000_000L;
  private long monotonicNanos = -5_000_000_000L;
  private int readingsLeft;
  private Duration passing = Duration.ZERO;

  void pass(Duration time) {
    wallMillis += time.toMillis();
    monotonicNanos += time.toNanos();
  }

  /** As when a machine slept, was cloned or had its clock set. */
  void jump(Duration time) {
    wallMillis += time.toMillis();
  }

  Session.Clock clock() {
    return new Session.Clock() {
      @Override
      long wallMillis() {
        return wallMillis;
      }

      @Override
      long monotonicNanos() {
        if (--readingsLeft == 0) {
          pass(passing);
        }
        return monotonicNanos;
      }
    };
  }

  /**
   * Has time pass before the monotonic clock is read.
   *
   * @param reading which of the readings to come, from 1 on
   */
  void passAtReading(int reading, Duration time) {
    readingsLeft = reading;
    passing = time;
  }
}
