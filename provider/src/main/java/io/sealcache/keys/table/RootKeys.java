package io.sealcache.keys.table;

import io.sealcache.keys.table.RecordLoader.Stored;
import java.util.HexFormat;

/**
 * The keys of what belongs to no name, as this JVM has them, which also tell where those of names
 * are. They change, but their index key doesn't. Thread-safe.
 */
final class RootKeys {
  private static final int ID_LENGTH = 16;

  private final RecordLoader records;
  private final TableTrail trail;
  private volatile NameKeys known;

  /**
   * Loads them, or makes them where the table is new.
   *
   * @param now in nanoseconds
   */
  RootKeys(RecordLoader records, long now) {
    this.records = records;
    this.trail = records.trail();
    this.known = records.root(now);
  }

  /** As they were seen last. */
  NameKeys known() {
    return known;
  }

  /**
   * Those that the table has.
   *
   * @param now in nanoseconds
   * @throws BrokenRecordException if it has none, or those of another table
   */
  NameKeys see(long now) {
    NameKeys before = known;
    Stored stored = records.read(RecordId.ROOT, false);
    if (stored == null) {
      throw lost("has lost its first record, without which no name is found in it");
    }
    if (records.isSeen(before, stored.text(), now)) {
      return before;
    }
    NameKeys changed = records.open(RecordId.ROOT, stored, now);
    if (!changed.isSuccessorOf(before)) {
      changed.destroy();
      throw lost("is another one than it was");
    }
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
