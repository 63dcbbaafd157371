package io.sealcache.keys.table;

import io.sealcache.core.Keyring;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The keys of one name as this JVM has them, and when the table last had them. Thread-safe.
 *
 * @param keyring of the record
 * @param seenAt in nanoseconds
 * @param changed whether the table has another record of the name, and nobody loads that yet
 */
record NameKeys(
    RecordId id, String record, Keyring keyring, AtomicLong seenAt, AtomicBoolean changed) {
  NameKeys(RecordId id, String record, Keyring keyring, long seenAt) {
    this(id, record, keyring, new AtomicLong(seenAt), new AtomicBoolean());
  }

  /**
   * Compares them with what the table has.
   *
   * @param now in nanoseconds, before it was asked
   */
  boolean isStill(String there, long now) {
    boolean same = record.equals(there);
    if (same) {
      seenAt.set(now);
      changed.set(false);
    }
    return same;
  }

  /** Whether these are later keys of the same name, by which all that is stored is found. */
  boolean isSuccessorOf(NameKeys earlier) {
    return keyring.indexKey().isSameKey(earlier.keyring.indexKey());
  }

  /** Destroys the name's keys, and drops what was derived from them. */
  void destroy() {
    keyring.destroy();
    keyring.drop();
  }

  boolean isDestroyed() {
    return keyring.indexKey().isDestroyed();
  }

  /** Without the record, which holds the keys, if wrapped. */
  @Override
  public String toString() {
    return id.toString();
  }
}
