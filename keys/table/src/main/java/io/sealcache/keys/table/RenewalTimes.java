package io.sealcache.keys.table;

import java.time.Duration;

/**
 * When the data keys of a name are renewed, by the times in its record.
 *
 * @param age of a data key that is to be replaced; positive
 * @param settling from when a new key is added, which opens only, until it seals: longer than the
 *     {@code key-table.max-age} of every JVM, as those that lack the key would miss what it seals
 * @param keeping from then until the old key is taken out: longer than an entry lives, as what it
 *     sealed is a miss from then on
 */
public record RenewalTimes(Duration age, Duration settling, Duration keeping) {
  /** A thousand years: what ends later than the year 9999 no record keeps. */
  private static final Duration LONGEST = Duration.ofDays(365_000);

  /**
   * @throws IllegalArgumentException if one is not positive or longer than 365,000 days, or keys
   *     would be replaced before they are in use
   */
  public RenewalTimes {
    ensureKept("age", age);
    ensureKept("settling", settling);
    ensureKept("keeping", keeping);
    if (age.compareTo(settling) <= 0 || settling.isNegative()) {
      throw new IllegalArgumentException(
          "A data key is to be older when it is replaced (%s) than it takes to come into use (%s)"
              .formatted(age, settling));
    }
    if (keeping.isNegative() || keeping.isZero()) {
      throw new IllegalArgumentException(
          "An old key is to be kept for as long as an entry lives, not for " + keeping);
    }
  }

  private static void ensureKept(String name, Duration time) {
    if (time.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "The time '%s' is at most %s days, as those in records end with the year 9999, and not %s"
              .formatted(name, LONGEST.toDays(), time));
    }
  }
}
