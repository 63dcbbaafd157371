package io.sealcache.keys.table;

import io.sealcache.encryption.AuditNames;
import io.sealcache.keys.KeyEncryptionKey;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a key table is used.
 *
 * @param maxAge how long keys may be used after the table was last seen to have them; positive
 * @param inMemory the keys of how many names are kept in memory, at least 1
 * @param previousKey the key-encryption key that wrapped records until now, while they are wrapped
 *     anew; null: there is one only
 * @param auditNames how auditors are told of names
 * @param application whose table it is, as {@code sealcache.context} says it; empty: nobody says
 */
public record KeyTableOptions(
    Duration maxAge,
    int inMemory,
    @Nullable KeyEncryptionKey previousKey,
    AuditNames auditNames,
    String application) {
  /** Without more. */
  public static KeyTableOptions of(Duration maxAge, int inMemory) {
    return new KeyTableOptions(maxAge, inMemory, null, AuditNames.HASHED, "");
  }

  /** With a key-encryption key of before, which is closed with the source. */
  public KeyTableOptions withPreviousKey(@Nullable KeyEncryptionKey key) {
    return new KeyTableOptions(maxAge, inMemory, key, auditNames, application);
  }

  /** How auditors are told of names; {@link AuditNames#HASHED} if nothing is said. */
  public KeyTableOptions tellingAuditors(AuditNames names) {
    return new KeyTableOptions(maxAge, inMemory, previousKey, names, application);
  }

  /**
   * Of an application: a key-encryption key that binds contexts opens the table for no other one.
   *
   * @param context as in {@code sealcache.context}; null or empty: nobody says
   */
  public KeyTableOptions ofApplication(@Nullable String context) {
    return new KeyTableOptions(
        maxAge, inMemory, previousKey, auditNames, context == null ? "" : context);
  }
}
