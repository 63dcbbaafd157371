package io.sealcache.keys.table;

import io.sealcache.internal.text.LoggerName;
import io.sealcache.keys.KeyEncryptionKey;
import io.sealcache.keys.KeyRecord;
import io.sealcache.keys.Keyring;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Records of a key table, and the key that wraps what is in them. Thread-safe. */
final class RecordLoader {
  private static final int ID_LENGTH = 16;
  private static final Logger LOGGER = LoggerName.KEYS.logger();

  private final KeyTable table;
  private final KeyEncryptionKey key;

  RecordLoader(KeyTable table, KeyEncryptionKey key) {
    this.table = table;
    this.key = key;
  }

  /** The keys of what belongs to no name, made where the table is new. */
  NameKeys root(long now) {
    @Nullable String record = table.read(KeyTable.ROOT_ID).orElse(null);
    if (record == null) {
      record = make(KeyTable.ROOT_ID);
      LOGGER.log(
          Level.WARNING,
          "{0} was empty and has its first keys now. If it was not to be new, it is another one"
              + " than that of the entries that are stored: none of them will open",
          table);
    }
    return open(KeyTable.ROOT_ID, record, now);
  }

  /** The id of a name, from which only the root's keys tell it. */
  String id(Keyring root, String name) {
    byte[] derived = root.indexKey().derive(ID_LENGTH, "key-table", name);
    try {
      return HexFormat.of().formatHex(derived);
    } finally {
      Arrays.fill(derived, (byte) 0);
    }
  }

  /** The record of an id; null if there is none, and none is to be made. */
  @Nullable String read(String id, boolean make) {
    @Nullable String record = table.read(id).orElse(null);
    return record == null && make ? make(id) : record;
  }

  Map<String, String> readAll(Set<String> ids) {
    return table.readAll(ids);
  }

  private String make(String id) {
    String mine = KeyRecord.generate(key, context(id), Instant.now()).text();
    if (table.create(id, mine)) {
      return mine;
    }
    return table
        .read(id) // of another JVM, or of another thread of this one
        .orElseThrow(
            () ->
                new IllegalStateException(
                    table + " has a record that it neither shows nor lets be made; try again"));
  }

  /**
   * @throws IllegalStateException if the record is none, or not of this key
   */
  NameKeys open(String id, String record, long now) {
    String where = "%s, record %s".formatted(table, id);
    try {
      Keyring keyring = KeyRecord.parse(where, record).open(where, key, context(id));
      return new NameKeys(id, record, keyring, now);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  boolean remove(String id) {
    return table.remove(id);
  }

  private static Map<String, String> context(String id) {
    return Map.of("sealcache-key-table", id);
  }

  void close() {
    key.close();
  }

  @Override
  public String toString() {
    return table.toString();
  }
}
