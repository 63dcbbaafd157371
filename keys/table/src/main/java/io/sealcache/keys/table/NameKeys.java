package io.sealcache.keys.table;

import io.sealcache.core.Keyring;
import java.util.concurrent.atomic.AtomicBoolean;

/** The keys of one name as this JVM has them, and when the table last had them. Thread-safe. */
final class NameKeys {
  private final RecordId id;
  private final Keyring keyring;
  private final String record;
  private volatile long seenAt;
  private final AtomicBoolean changed = new AtomicBoolean(); // and nobody has looked after that

  /**
   * @param keyring of the record
   * @param seenAt in nanoseconds
   */
  NameKeys(RecordId id, String record, Keyring keyring, long seenAt) {
    this.id = id;
    this.record = record;
    this.keyring = keyring;
    this.seenAt = seenAt;
  }

  RecordId id() {
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
    changed.set(false);
  }

  /** The table has another record of the name. */
  void changed() {
    changed.set(true);
  }

  /** Whether they are to be loaded anew, which then is the caller's to do. */
  boolean takeChanged() {
    return changed.get() && changed.compareAndSet(true, false);
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

  boolean isSeenWithin(long nanos, long now) {
    return now - seenAt < nanos;
  }
}
