package io.sealcache.keys.table;

import io.sealcache.internal.text.LoggerName;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HexFormat;

/**
 * The keys of what belongs to no name, as this JVM has them, which also tell where those of names
 * are. They change, but their index key doesn't. That the key-encryption key still unwraps them
 * confirms the keys of all names. Thread-safe.
 */
final class RootKeys {
  private static final Logger LOGGER = LoggerName.KEYS.logger();
  private static final int ID_LENGTH = 16;

  private final TableRecords records;
  private final TableTrail trail;
  private volatile NameKeys known;
  private volatile long confirmedAt;
  private boolean closed; // guarded by this

  /**
   * Loads them, or makes them where the table is new.
   *
   * @param now in nanoseconds
   * @throws IllegalArgumentException if records couldn't tell the key-encryption keys apart
   */
  RootKeys(TableRecords records, long now) {
    this.records = records;
    this.trail = records.trail();
    records.ensureKeysDiffer();
    String record = records.read(RecordId.ROOT);
    if (record == null) {
      known = records.make(RecordId.ROOT, now);
      LOGGER.log(
          Level.WARNING,
          "{0} was empty and has its first keys now. If it was not to be new, it is another one"
              + " than that of the entries that are stored: none of them will open",
          records);
    } else {
      known = records.open(RecordId.ROOT, record, now);
    }
    confirmedAt = now;
  }

  /** As they were seen last. */
  NameKeys known() {
    return known;
  }

  /** Whether the key-encryption key unwrapped them within this time. */
  boolean isConfirmedWithin(long nanos, long now) {
    return now - confirmedAt < nanos;
  }

  /**
   * Whether the table has the record that is known, which is then seen; nothing is unwrapped.
   *
   * @param now in nanoseconds
   * @throws BrokenRecordException if it has none
   */
  boolean isUnchanged(long now) {
    NameKeys before = known;
    boolean same = record().equals(before.record());
    if (same) {
      before.seen(now);
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
   * @param confirm whether they are to be unwrapped although they have not
   * @param now in nanoseconds
   * @throws BrokenRecordException if it has none, or those of another table
   */
  NameKeys see(boolean confirm, long now) {
    String record = record();
    NameKeys before = known;
    if (!confirm && record.equals(before.record())) {
      before.seen(now);
      return before;
    }
    return takeUp(records.open(RecordId.ROOT, record, now), now);
  }

  private synchronized NameKeys takeUp(NameKeys opened, long now) {
    NameKeys before = known;
    boolean same = opened.record().equals(before.record());
    if (closed || same || !opened.isSuccessorOf(before)) {
      opened.destroy();
      if (!closed && !same) {
        throw lost("is another one than it was");
      }
    } else {
      known = opened;
      before.keyring().drop();
      trail.changed(RecordId.ROOT, before.keyring(), opened.keyring());
    }
    known.seen(now);
    confirmedAt = now;
    return known;
  }

  /** Destroys them, and what comes late. */
  synchronized void close() {
    closed = true;
    known.destroy();
  }

  private BrokenRecordException lost(String problem) {
    var lost = new BrokenRecordException(records + " " + problem);
    trail.notLoaded(RecordId.ROOT, lost);
    return lost;
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
