package io.sealcache.keys.table;

import io.sealcache.core.Keyring;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of one name as this JVM has them, and when the table last had them. Thread-safe. */
final class NameKeys {
  private final RecordId id;
  private final Keyring own;
  private final Keyring keyring;
  private final @Nullable MovedIndexKeys moved;
  private final boolean opensDerived;
  private volatile String record;
  private volatile long seenAt;

  /**
   * @param own the keys of the record
   * @param keyring with what there was before them, where there was something
   * @param moved null: the name had no derived keys
   * @param opensDerived whether the keyring has those
   * @param seenAt in nanoseconds
   */
  NameKeys(
      RecordId id,
      String record,
      Keyring own,
      Keyring keyring,
      @Nullable MovedIndexKeys moved,
      boolean opensDerived,
      long seenAt) {
    this.id = id;
    this.record = record;
    this.own = own;
    this.keyring = keyring;
    this.moved = moved;
    this.opensDerived = opensDerived;
    this.seenAt = seenAt;
  }

  /** Those of a name that had none before. */
  static NameKeys of(RecordId id, String record, Keyring keyring, long seenAt) {
    return new NameKeys(id, record, keyring, keyring, null, false, seenAt);
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
  }

  /** The table had another record of the same keys at that time. */
  void seen(String changed, long at) {
    record = changed;
    if (moved != null) {
      moved.update(changed);
    }
    seenAt = at;
  }

  /** Whether these are later keys of the same name, by which all that is stored is found. */
  boolean isSuccessorOf(NameKeys earlier) {
    return own.indexKey().isSameKey(earlier.own.indexKey());
  }

  boolean opensDerived() {
    return opensDerived;
  }

  /**
   * The same keys without those that were derived; the keyring that has them is the caller's to
   * drop.
   *
   * @throws IllegalStateException if the name had none
   */
  NameKeys withoutDerived(long at) {
    MovedIndexKeys finding = moved;
    if (finding == null) {
      throw new IllegalStateException("The name had no derived keys");
    }
    Keyring fewer = own.withEarlier(List.of(), finding);
    return new NameKeys(id, record, own, fewer, finding, false, at);
  }

  boolean isSeenWithin(long nanos, long now) {
    return now - seenAt < nanos;
  }
}
