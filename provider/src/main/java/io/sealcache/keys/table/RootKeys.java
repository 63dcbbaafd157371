package io.sealcache.keys.table;

import io.sealcache.internal.text.LoggerName;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

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
   * Those that the table has.
   *
   * @param confirm whether they are to be unwrapped although they are as they were
   * @param now in nanoseconds
   * @throws BrokenRecordException if it has none, or those of another table
   */
  NameKeys see(boolean confirm, long now) {
    NameKeys before = known;
    String record = records.read(RecordId.ROOT);
    if (record == null) {
      throw lost("has lost its first record, without which no name is found in it");
    }
    boolean same = record.equals(before.record());
    if (same) {
      before.seen(now);
    }
    if (same && !confirm) {
      return before;
    }
    NameKeys opened = records.open(RecordId.ROOT, record, now);
    if (!opened.isSuccessorOf(before)) {
      opened.destroy();
      throw lost("is another one than it was");
    }
    confirmedAt = now;
    return same ? kept(before, opened) : takenUp(before, opened);
  }

  private static NameKeys kept(NameKeys before, @Nullable NameKeys again) {
    if (again != null) {
      again.destroy();
    }
    return before;
  }

  private NameKeys takenUp(NameKeys before, NameKeys changed) {
    trail.changed(RecordId.ROOT, before.keyring(), changed.keyring());
    known = changed;
    before.keyring().drop();
    return changed;
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
