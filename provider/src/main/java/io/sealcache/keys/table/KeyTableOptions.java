package io.sealcache.keys.table;

import io.sealcache.encryption.AuditNames;
import io.sealcache.keys.KeyEncryptionKey;
import io.sealcache.keys.KeySource;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a key table is used.
 *
 * @param maxAge how long keys may be used after the table was last seen to have them; positive
 * @param inMemory the keys of how many names are kept in memory, at least 1
 * @param previousKey the key-encryption key that wrapped records until now, while they are wrapped
 *     anew; null: there is one only
 * @param derived gives the keys that names had derived before; null: nobody has them
 * @param derivedUntil until when entries open that were stored under those; the JVM that is opened
 *     last says it. Null: as the table says
 * @param auditNames how auditors are told of names
 * @param application whose table it is, as {@code sealcache.context} says it; empty: nobody says
 */
public record KeyTableOptions(
    Duration maxAge,
    int inMemory,
    @Nullable KeyEncryptionKey previousKey,
    @Nullable KeySource derived,
    @Nullable Instant derivedUntil,
    AuditNames auditNames,
    String application) {
  /** Of a table whose names have keys of their own from the beginning. */
  public static KeyTableOptions of(Duration maxAge, int inMemory) {
    return new KeyTableOptions(maxAge, inMemory, null, null, null, AuditNames.HASHED, "");
  }

  /** With a key-encryption key of before, which is closed with the source. */
  public KeyTableOptions withPreviousKey(@Nullable KeyEncryptionKey key) {
    return new KeyTableOptions(
        maxAge, inMemory, key, derived, derivedUntil, auditNames, application);
  }

  /**
   * For names whose keys were derived until now: with a table that is empty, they go on with the
   * stored keys that they have, and what is stored opens until the time given ({@code
   * docs/keys.md}).
   *
   * @param keys closed with the source
   */
  public KeyTableOptions movingFrom(@Nullable KeySource keys, @Nullable Instant until) {
    return new KeyTableOptions(maxAge, inMemory, previousKey, keys, until, auditNames, application);
  }

  /** How auditors are told of names; {@link AuditNames#HASHED} if nothing is said. */
  public KeyTableOptions tellingAuditors(AuditNames names) {
    return new KeyTableOptions(
        maxAge, inMemory, previousKey, derived, derivedUntil, names, application);
  }

  /**
   * Of an application: a key-encryption key that binds contexts opens the table for no other one.
   *
   * @param context as in {@code sealcache.context}; null or empty: nobody says
   */
  public KeyTableOptions ofApplication(@Nullable String context) {
    return new KeyTableOptions(
        maxAge,
        inMemory,
        previousKey,
        derived,
        derivedUntil,
        auditNames,
        context == null ? "" : context);
  }
}
