package io.sealcache.keys.table;

import io.sealcache.encryption.AuditNames;
import io.sealcache.keys.RefreshTimes;
import java.time.Duration;

/**
 * How a key table is used.
 *
 * @param maxAge how long keys may be used after the table was last seen to have them; positive, and
 *     at most 365 days
 * @param inMemory the keys of how many tenants are kept in memory, at least 1
 * @param times how often the key-encryption key is asked whether it still unwraps the first
 *     record's keys, which is with a look at the table; and how long keys may be used after it last
 *     did
 * @param auditNames how auditors are told of tenants
 * @param application whose table it is, as {@code sealcache.context} says it: it opens for no other
 *     one; empty: nobody says
 */
public record KeyTableOptions(
    Duration maxAge, int inMemory, RefreshTimes times, AuditNames auditNames, String application) {
  /** So that a table that answers late, or fails once, is no reason to use no keys. */
  private static final int LOOKS_WITHIN_AGE = 4;

  private static final Duration LONGEST = Duration.ofDays(365);

  /**
   * Checks them.
   *
   * @throws IllegalArgumentException if a number is out of its range
   */
  public KeyTableOptions {
    if (maxAge.isNegative() || maxAge.isZero() || maxAge.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "The max-age of a key table (sealcache.key-table.max-age) is %s; it must be positive and at most %s"
              .formatted(maxAge, LONGEST));
    }
    if (inMemory < 1) {
      throw new IllegalArgumentException("The keys of at least 1 name are kept in memory");
    }
  }

  /** Without more: asked after 5 minutes, with a grace of an hour. */
  public static KeyTableOptions of(Duration maxAge, int inMemory) {
    return new KeyTableOptions(maxAge, inMemory, RefreshTimes.standard(), AuditNames.HASHED, "");
  }

  /** How long after a look at the table the next one is due: none later than a refresh of keys. */
  Duration untilNextLook() {
    Duration look = maxAge.dividedBy(LOOKS_WITHIN_AGE);
    return look.compareTo(times.refreshAfter()) < 0 ? look : times.refreshAfter();
  }
}
