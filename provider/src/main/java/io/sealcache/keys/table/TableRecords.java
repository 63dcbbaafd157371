package io.sealcache.keys.table;

import io.sealcache.encryption.AuditNames;
import io.sealcache.keys.KeyRecord;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The records of a key table, as they are: what is in them stays wrapped. Thread-safe. */
final class TableRecords {
  private final KeyTable table;
  private final TableTrail trail;

  TableRecords(KeyTable table, AuditNames names) {
    this.table = table;
    this.trail = new TableTrail(table.toString(), names);
  }

  TableTrail trail() {
    return trail;
  }

  /** The record of an id; null if there is none. */
  @Nullable String read(RecordId id) {
    return trail.ofTable("read", () -> table.read(id.text())).orElse(null);
  }

  Map<String, String> readAll(Set<String> ids) {
    return trail.ofTable("read", () -> table.readAll(ids));
  }

  /** As {@link KeyTable#ids}. */
  List<String> ids(String after, int limit) {
    return trail.ofTable("read", () -> table.ids(after, limit));
  }

  boolean create(RecordId id, String record) {
    return trail.ofTable("create", () -> table.create(id.text(), record));
  }

  boolean replace(RecordId id, String expected, String record) {
    return trail.ofTable("replace", () -> table.replace(id.text(), expected, record));
  }

  boolean remove(RecordId id) {
    return trail.ofTable("remove", () -> table.remove(id.text()));
  }

  /**
   * @throws BrokenRecordException if it is no record
   */
  KeyRecord parse(RecordId id, String record) {
    try {
      return KeyRecord.parse(where(id), record);
    } catch (IllegalArgumentException e) {
      throw new BrokenRecordException(e);
    }
  }

  String where(RecordId id) {
    return "%s, record %s".formatted(table, id);
  }

  @Override
  public String toString() {
    return table.toString();
  }
}
