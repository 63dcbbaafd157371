package io.sealcache.keys.table;

import io.sealcache.internal.text.LoggerName;
import io.sealcache.keys.RefreshTimes;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HexFormat;
import java.util.function.LongSupplier;

/**
 * The keys of what belongs to no name, as this JVM has them, which also tell where those of names
 * are. They change, but their index key doesn't. That the key-encryption key still unwraps them
 * confirms the keys of all names. Thread-safe.
 */
final class RootKeys {
  private static final int ID_LENGTH = 16;

  private final TableRecords records;
  private final RefreshTimes times;
  private final LongSupplier nanoTime;
  private volatile NameKeys known;
  private volatile long confirmedAt;
  private boolean closed; // guarded by this

  /**
   * Loads them, or makes them where the table is new.
   *
   * @throws IllegalArgumentException if records couldn't tell the key-encryption keys apart
   */
  RootKeys(TableRecords records, RefreshTimes times, LongSupplier nanoTime) {
    this.records = records;
    this.times = times;
    this.nanoTime = nanoTime;
    records.ensureKeysDiffer();
    confirmedAt = nanoTime.getAsLong();
    String record = records.read(RecordId.ROOT);
    if (record != null) {
      known = records.open(RecordId.ROOT, record, confirmedAt);
      return;
    }
    known = records.make(RecordId.ROOT, confirmedAt);
    LoggerName.KEYS
        .logger()
        .log(
            Level.WARNING,
            "{0} was empty and has its first keys now. If it was not to be new, it is another one"
                + " than that of the entries that are stored: none of them will open",
            records);
  }

  /** As they were seen last. */
  NameKeys known() {
    return known;
  }

  /** Whether the key-encryption key unwrapped them within its grace. */
  boolean isConfirmed() {
    return isConfirmedWithin(times.grace());
  }

  private boolean isConfirmedWithin(Duration time) {
    return nanoTime.getAsLong() - confirmedAt < time.toNanos();
  }

  /**
   * @throws IllegalStateException if it did not
   */
  void ensureConfirmed() {
    if (!isConfirmed()) {
      throw new IllegalStateException(
          "The key-encryption key of %s has not unwrapped its keys for %s (sealcache.kms.grace): it was withdrawn or can't be asked"
              .formatted(records, times.grace()));
    }
  }

  /**
   * Whether the table has the record that is known, which is then seen; nothing is unwrapped.
   *
   * @throws BrokenRecordException if it has none
   */
  boolean look() {
    long now = nanoTime.getAsLong();
    NameKeys before = known;
    boolean same = before.isStill(record(), now);
    if (!same) {
      before.changed().set(true);
    }
    return same;
  }

  private String record() {
    String record = records.read(RecordId.ROOT);
    if (record == null) {
      throw lost("has lost its first record, without which no name is found in it");
    }
    return record;
  }

  /**
   * Those that the table has, unwrapped if they have changed.
   *
   * @throws BrokenRecordException if it has none, or those of another table
   */
  NameKeys see() {
    return look() ? known : confirm();
  }

  /** Has them unwrapped, where they have changed or a refresh is due. */
  void refresh() {
    if (known.changed().getAndSet(false) || !isConfirmedWithin(times.refreshAfter())) {
      NameKeys unused = confirm();
    }
  }

  private NameKeys confirm() {
    NameKeys before = known;
    long now = nanoTime.getAsLong();
    NameKeys opened = records.open(RecordId.ROOT, record(), now);
    boolean isNew;
    boolean isSuccessor;
    synchronized (this) { // not while anybody is told
      // Another thread may have been faster, and its record may be the later one.
      isNew =
          !closed
              && known.keyring() == before.keyring()
              && !opened.record().equals(before.record());
      isSuccessor = isNew && opened.isSuccessorOf(before);
      known = isSuccessor ? opened : known;
    }
    if (isSuccessor) {
      before.keyring().drop();
      records.tellChanged(RecordId.ROOT, before.keyring(), opened.keyring());
    } else {
      opened.destroy();
      if (isNew) {
        throw lost("is another one than it was");
      }
    }
    NameKeys after = known;
    if (after.record().equals(opened.record())) {
      after.seenAt().set(now);
    }
    confirmedAt = now;
    return after;
  }

  /** Destroys them, and what comes late. */
  synchronized void close() {
    closed = true;
    known.destroy();
  }

  private RuntimeException lost(String problem) {
    return records.notLoaded(RecordId.ROOT, new BrokenRecordException(records + " " + problem));
  }

  /**
   * The id of a name, from which only these keys tell it.
   *
   * @throws IllegalArgumentException if it is blank, as no tenant is called
   * @throws IllegalStateException if they are destroyed
   */
  RecordId id(String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException(
          records
              + ": a tenant's or person's name is blank; give its name, or null for what belongs to"
              + " nobody");
    }
    byte[] id = known.keyring().indexKey().derive(ID_LENGTH, "key-table", name);
    return new RecordId(HexFormat.of().formatHex(id), name);
  }
}
