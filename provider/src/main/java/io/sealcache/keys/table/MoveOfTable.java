package io.sealcache.keys.table;

import io.sealcache.internal.text.LoggerName;
import io.sealcache.keys.KeyRecord;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Has the first record of a table say until when its names may have derived keys. */
final class MoveOfTable {
  private static final Logger LOGGER = LoggerName.KEYS.logger();
  private static final String SETTING = "'sealcache.key-table.derived-until'";

  private final TableRecords records;
  private final Move move;

  MoveOfTable(TableRecords records, Move move) {
    this.records = records;
    this.move = move;
  }

  /** The first record of a new table. */
  KeyRecord begun(KeyRecord made) {
    Instant wanted = move.wanted();
    return wanted == null || !move.isAhead(wanted) ? made : made.moving().derivedUntil(wanted);
  }

  /**
   * Brings what this JVM wants into the table, and what the table says into the JVM.
   *
   * @param record the first one
   * @return the record as it is then
   * @throws IllegalStateException if it can't be had as it is wanted
   */
  String agree(String record) {
    String seen = record;
    Instant wanted = move.wanted();
    while (wanted != null) {
      KeyRecord known = records.parse(RecordId.ROOT, seen);
      Instant until = known.derivedUntil();
      if (wanted.equals(until) || !isChange(until, wanted)) {
        break;
      }
      String changed = known.derivedUntil(wanted).text();
      if (records.replace(RecordId.ROOT, seen, changed)) {
        LOGGER.log(
            Level.INFO,
            "{0}: names may open entries under derived keys until {1} now, instead of {2}",
            records,
            wanted,
            until);
        seen = changed;
      } else {
        seen = reread();
      }
    }
    move.is(records.parse(RecordId.ROOT, seen).derivedUntil());
    if (move.isOn() && !move.hasKeys()) {
      throw new IllegalStateException(
          "%s has names with derived keys (%s): give this JVM the keys that were in use before, too, or end that by a time that is over in %s"
              .formatted(records, move, SETTING));
    }
    return seen;
  }

  /** Nothing changes where there is nothing to end. */
  private boolean isChange(@Nullable Instant until, Instant wanted) {
    boolean isOn = until != null && move.isAhead(until);
    if (move.isAhead(wanted) && !isOn) {
      throw new IllegalStateException(
          until == null
              ? "%s began without derived keys, which its names would lose their entries for: take %s and the keys of before out, or begin with an empty table"
                  .formatted(records, SETTING)
              : "%s had names with derived keys until %s; that can't go on (%s), as forgotten names would come back"
                  .formatted(records, until, SETTING));
    }
    return isOn;
  }

  private String reread() {
    String seen = records.read(RecordId.ROOT);
    if (seen == null) {
      throw new IllegalStateException(records + " has lost its first record");
    }
    return seen;
  }
}
