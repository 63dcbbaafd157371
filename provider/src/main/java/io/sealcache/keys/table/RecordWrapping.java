package io.sealcache.keys.table;

import io.sealcache.keys.KeyEncryptionKey;
import io.sealcache.keys.KeyRecord;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What wraps a table's records: the key-encryption key in use, the one of before, and the context
 * that they bind.
 */
final class RecordWrapping {
  private static final String SETTING = "'sealcache.key-table.previous-wrapping'";

  private static final String RECORD = "sealcache-key-table";

  private final KeyEncryptionKey key;
  private final @Nullable KeyEncryptionKey previous;
  private final String application;

  /**
   * @param previous wrapped records before; null: no other key did
   * @param application whose table it is; empty: nobody says
   */
  RecordWrapping(KeyEncryptionKey key, @Nullable KeyEncryptionKey previous, String application) {
    this.key = key;
    this.previous = previous;
    this.application = application;
  }

  /** With keys that auditors are told of. */
  RecordWrapping watchedBy(TableTrail trail) {
    return new RecordWrapping(
        trail.watched(key), previous == null ? null : trail.watched(previous), application);
  }

  /**
   * Refuses keys that records can't tell apart: with them nobody would know what is yet to be
   * wrapped anew, and the key of before would be taken away from records that need it.
   *
   * @throws IllegalArgumentException if it can't be told from a record which of them wrapped it
   */
  void ensureDistinct() {
    String name = KeyRecord.nameOf(key);
    if (previous == null) {
      return;
    }
    String before = KeyRecord.nameOf(previous);
    if (name == null || before == null) {
      throw new IllegalArgumentException(
          "%s has no name, so records can't say whether it wrapped them or another one did: have its name() give one, or take %s out"
              .formatted(name == null ? key : previous, SETTING));
    }
    if (name.equals(before)) {
      throw new IllegalArgumentException(
          "The key-encryption key and the one of before are both called '%s', so records can't say which of them wrapped them: if they are one key, take %s out, else use one of another name, alias or mount"
              .formatted(name, SETTING));
    }
  }

  /** That which wraps new records. */
  KeyEncryptionKey key() {
    return key;
  }

  /**
   * That which wrapped a record, as it says itself: where it doesn't name the key in use, the one
   * of before. The name chooses among keys that are both trusted, and a wrong one opens nothing.
   */
  KeyEncryptionKey of(KeyRecord record) {
    String name = record.wrappedBy();
    return previous == null || (name != null && name.equals(key.name())) ? key : previous;
  }

  /**
   * That for which the keys of a record are wrapped: so no record opens in another's place, nor a
   * table in that of another application, where the key-encryption key binds contexts.
   */
  Map<String, String> context(RecordId id) {
    return application.isEmpty()
        ? Map.of(RECORD, id.text())
        : Map.of(RECORD, id.text(), KeyEncryptionKey.APPLICATION, application);
  }

  void close() {
    try {
      key.close();
    } finally {
      if (previous != null) {
        previous.close();
      }
    }
  }
}
