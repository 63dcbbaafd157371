package io.sealcache.keys;

import java.time.Duration;

/**
 * When a {@link RefreshingKeySource} loads keys, and how long it gives them out. Each is positive
 * and at most 365 days.
 *
 * @param refreshAfter from a load to the next one, which begins up to a tenth sooner; shorter than
 *     {@code grace}
 * @param grace how long keys are given out after they were loaded, while loading them again fails
 * @param loadWait how long callers wait where there are no keys, from the begin of the load
 * @param firstRetry from a failed load to the next one, which begins up to the half sooner; doubled
 *     with each that fails
 * @param longestRetry what it is doubled to; not shorter than {@code firstRetry}
 */
public record RefreshTimes(
    Duration refreshAfter,
    Duration grace,
    Duration loadWait,
    Duration firstRetry,
    Duration longestRetry) {
  private static final Duration LONGEST = Duration.ofDays(365);

  /**
   * Checks them.
   *
   * @throws IllegalArgumentException if one is out of range, or not in the order said above
   */
  public RefreshTimes {
    ensureInRange("refreshAfter", refreshAfter);
    ensureInRange("grace", grace);
    ensureInRange("loadWait", loadWait);
    ensureInRange("firstRetry", firstRetry);
    ensureInRange("longestRetry", longestRetry);
    if (grace.compareTo(refreshAfter) <= 0) {
      throw new IllegalArgumentException(
          "grace is %s; it must be longer than refreshAfter, %s".formatted(grace, refreshAfter));
    }
    if (longestRetry.compareTo(firstRetry) < 0) {
      throw new IllegalArgumentException(
          "longestRetry is %s; it must not be shorter than firstRetry, %s"
              .formatted(longestRetry, firstRetry));
    }
  }

  /**
   * Refreshes after 5 minutes, a grace of an hour, 10 seconds of waiting, retries after a second to
   * a minute.
   */
  public static RefreshTimes standard() {
    return new RefreshTimes(
        Duration.ofMinutes(5),
        Duration.ofHours(1),
        Duration.ofSeconds(10),
        Duration.ofSeconds(1),
        Duration.ofMinutes(1));
  }

  /** Of a file: read each second, and used for as long as it can't be. */
  static RefreshTimes ofFile() {
    Duration second = Duration.ofSeconds(1);
    return new RefreshTimes(second, LONGEST, Duration.ofSeconds(10), second, second);
  }

  /** These with another time to the next load, and another grace. */
  public RefreshTimes with(Duration newRefreshAfter, Duration newGrace) {
    return new RefreshTimes(newRefreshAfter, newGrace, loadWait, firstRetry, longestRetry);
  }

  /** These with other times to the next load after one that failed. */
  public RefreshTimes withRetries(Duration first, Duration longest) {
    return new RefreshTimes(refreshAfter, grace, loadWait, first, longest);
  }

  /** These with another time that callers wait. */
  public RefreshTimes withLoadWait(Duration newLoadWait) {
    return new RefreshTimes(refreshAfter, grace, newLoadWait, firstRetry, longestRetry);
  }

  /**
   * How long to wait after a load.
   *
   * @param spread from 0 to 1, random, so that many JVMs don't load at once
   */
  Duration nextRefresh(double spread) {
    return Duration.ofNanos((long) (refreshAfter.toNanos() * (1 - spread / 10)));
  }

  /**
   * How long to wait after loads that failed.
   *
   * @param failures one after the other, at least 1
   * @param spread from 0 to 1, random
   */
  Duration nextRetry(int failures, double spread) {
    double doubled = firstRetry.toNanos() * Math.pow(2, failures - 1);
    double bounded = Math.min(doubled, (double) longestRetry.toNanos());
    return Duration.ofNanos((long) (bounded * (1 - spread / 2)));
  }

  private static void ensureInRange(String name, Duration duration) {
    if (duration.isNegative() || duration.isZero() || duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "%s is %s; it must be positive and at most %s".formatted(name, duration, LONGEST));
    }
  }
}
