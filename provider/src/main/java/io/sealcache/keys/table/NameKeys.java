package io.sealcache.keys.table;

import io.sealcache.keys.Keyring;

/** The keys of one name as this JVM has them, and when the table last had them. Thread-safe. */
final class NameKeys {
  private final String id;
  private final String record;
  private final Keyring keyring;
  private volatile long seenAt;

  /**
   * @param seenAt in nanoseconds
   */
  NameKeys(String id, String record, Keyring keyring, long seenAt) {
    this.id = id;
    this.record = record;
    this.keyring = keyring;
    this.seenAt = seenAt;
  }

  String id() {
    return id;
  }

  String record() {
    return record;
  }

  Keyring keyring() {
    return keyring;
  }

  /** The table had this record at that time. */
  void seen(long at) {
    seenAt = at;
  }

  /** Whether these are later keys of the same name, by which all that is stored is found. */
  boolean isSuccessorOf(NameKeys earlier) {
    return keyring.indexKey().isSameKey(earlier.keyring.indexKey());
  }

  boolean isSeenWithin(long nanos, long now) {
    return now - seenAt < nanos;
  }

  @Override
  public String toString() {
    return "NameKeys[" + keyring + "]";
  }
}
