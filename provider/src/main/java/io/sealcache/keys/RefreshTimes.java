package io.sealcache.keys;

import java.time.Duration;

/**
 * When keys are loaded again, and how long they are given out. Each is positive and at most 365
 * days.
 *
 * @param refreshAfter from a load to the next one, which begins up to a tenth sooner; shorter than
 *     {@code grace}
 * @param grace how long keys are given out after they were loaded, while loading them again fails
 */
public record RefreshTimes(Duration refreshAfter, Duration grace) {
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofDays(365);

  /**
   * Checks them.
   *
   * @throws IllegalArgumentException if one is out of range, or the grace not longer
   */
  public RefreshTimes {
    ensureInRange("refreshAfter", refreshAfter);
    ensureInRange("grace", grace);
    if (grace.compareTo(refreshAfter) <= 0) {
      throw new IllegalArgumentException(
          "grace is %s; it must be longer than refreshAfter, %s".formatted(grace, refreshAfter));
    }
  }

  /** Refreshes after 5 minutes, a grace of an hour. */
  public static RefreshTimes standard() {
    return new RefreshTimes(Duration.ofMinutes(5), Duration.ofHours(1));
  }

  /** Of a file: read each second, and used for as long as it can't be. */
  static RefreshTimes ofFile() {
    return new RefreshTimes(Duration.ofSeconds(1), LONGEST);
  }

  /**
   * How long to wait after a load: after one that failed 10 seconds at most.
   *
   * @param spread from 0 to 1, random, so that many JVMs don't load at once
   */
  Duration untilNext(boolean succeeded, double spread) {
    boolean soon = !succeeded && refreshAfter.compareTo(LONGEST_RETRY) > 0;
    Duration longest = soon ? LONGEST_RETRY : refreshAfter;
    return Duration.ofNanos((long) (longest.toNanos() * (1 - spread / 10)));
  }

  private static void ensureInRange(String name, Duration duration) {
    if (duration.isNegative() || duration.isZero() || duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "%s is %s; it must be positive and at most %s".formatted(name, duration, LONGEST));
    }
  }
}
