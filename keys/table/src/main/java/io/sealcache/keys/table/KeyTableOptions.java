package io.sealcache.keys.table;

import io.sealcache.encryption.AuditNames;
import io.sealcache.keys.KeyEncryptionKey;
import io.sealcache.keys.RefreshTimes;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a key table is used.
 *
 * @param maxAge how long keys may be used after the table was last seen to have them; positive
 * @param inMemory the keys of how many names are kept in memory, at least 1
 * @param previousKey the key-encryption key that wrapped records until now, while they are wrapped
 *     anew; null: there is one only
 * @param refresh how often the key-encryption key is asked whether it still unwraps the first
 *     record's keys; positive
 * @param grace how long keys may be used after it last did; longer than that
 * @param auditNames how auditors are told of names
 * @param application whose table it is, as {@code sealcache.context} says it; empty: nobody says
 */
public record KeyTableOptions(
    Duration maxAge,
    int inMemory,
    @Nullable KeyEncryptionKey previousKey,
    Duration refresh,
    Duration grace,
    AuditNames auditNames,
    String application) {
  /**
   * Checks the times.
   *
   * @throws IllegalArgumentException if one is not positive, or the grace not longer than refresh
   */
  public KeyTableOptions {
    for (Duration time : List.of(maxAge, refresh, grace)) {
      if (time.isNegative() || time.isZero()) {
        throw new IllegalArgumentException("A time of a key table is " + time + ", not positive");
      }
    }
    if (grace.compareTo(refresh) <= 0) {
      throw new IllegalArgumentException(
          "The grace of a key table is %s; it must be longer than its refresh, %s"
              .formatted(grace, refresh));
    }
  }

  /** Without more: refreshed after 5 minutes, with a grace of an hour. */
  public static KeyTableOptions of(Duration maxAge, int inMemory) {
    RefreshTimes times = RefreshTimes.standard();
    return new KeyTableOptions(
        maxAge, inMemory, null, times.refreshAfter(), times.grace(), AuditNames.HASHED, "");
  }

  /** With a key-encryption key of before, which is closed with the source. */
  public KeyTableOptions withPreviousKey(@Nullable KeyEncryptionKey before) {
    return new KeyTableOptions(maxAge, inMemory, before, refresh, grace, auditNames, application);
  }

  /** With other times to ask the key-encryption key. */
  public KeyTableOptions confirmed(Duration every, Duration within) {
    return new KeyTableOptions(
        maxAge, inMemory, previousKey, every, within, auditNames, application);
  }

  /** How auditors are told of names; {@link AuditNames#HASHED} if nothing is said. */
  public KeyTableOptions tellingAuditors(AuditNames names) {
    return new KeyTableOptions(maxAge, inMemory, previousKey, refresh, grace, names, application);
  }

  /**
   * Of an application: the table opens for no other one.
   *
   * @param context as in {@code sealcache.context}; null or empty: nobody says
   */
  public KeyTableOptions ofApplication(@Nullable String context) {
    return new KeyTableOptions(
        maxAge, inMemory, previousKey, refresh, grace, auditNames, context == null ? "" : context);
  }
}
