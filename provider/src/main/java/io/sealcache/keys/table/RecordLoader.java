package io.sealcache.keys.table;

import io.sealcache.internal.text.LoggerName;
import io.sealcache.keys.KeyEncryptionKey;
import io.sealcache.keys.KeyRecord;
import io.sealcache.keys.Keyring;
import io.sealcache.keys.MasterKey;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Records of a key table, and the key that wraps what is in them. Thread-safe. */
final class RecordLoader {
  private static final int ID_LENGTH = 16;
  private static final Logger LOGGER = LoggerName.KEYS.logger();

  private final KeyTable table;
  private final KeyEncryptionKey key;
  private final Move move;

  RecordLoader(KeyTable table, KeyEncryptionKey key, Move move) {
    this.table = table;
    this.key = key;
    this.move = move;
  }

  /** The keys of what belongs to no name, made where the table is new. */
  NameKeys root(long now) {
    String record = read(KeyTable.ROOT_ID);
    if (record == null) {
      record = make(KeyTable.ROOT_ID);
      LOGGER.log(
          Level.WARNING,
          "{0} was empty and has its first keys now. If it was not to be new, it is another one"
              + " than that of the entries that are stored: none of them will open",
          table);
    }
    return open(KeyTable.ROOT_ID, null, new MoveOfTable(this, move).agree(record), now);
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

  @Nullable String read(String id) {
    return table.read(id).orElse(null);
  }

  /** The record of an id; null if there is none, and none is to be made. */
  @Nullable String read(String id, boolean make) {
    String record = read(id);
    return record == null && make ? make(id) : record;
  }

  Map<String, String> readAll(Set<String> ids) {
    return table.readAll(ids);
  }

  boolean replace(String id, String expected, String record) {
    return table.replace(id, expected, record);
  }

  private String make(String id) {
    KeyRecord made = generate(id);
    if (id.equals(KeyTable.ROOT_ID)) {
      made = new MoveOfTable(this, move).begun(made);
    } else if (move.isOn()) {
      made = made.moving();
    }
    String mine = made.text();
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

  private KeyRecord generate(String id) {
    return KeyRecord.generate(key, context(id), move.now());
  }

  KeyRecord parse(String id, String record) {
    try {
      return KeyRecord.parse(where(id), record);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  /**
   * Unwraps the keys of a record.
   *
   * @param name null: the record is of what belongs to no name
   * @throws IllegalStateException if the record is none, or not of this key
   */
  NameKeys open(String id, @Nullable String name, String text, long now) {
    KeyRecord record = parse(id, text);
    Keyring own;
    try {
      own = record.open(where(id), key, context(id));
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
    if (!record.isMoving()) {
      return NameKeys.of(id, text, own, now);
    }
    Keyring derived = move.keyring(name);
    var moved = new MovedIndexKeys(id, this, move, own.indexKey(), text);
    Keyring both = own.withEarlier(derived == null ? List.of() : dataKeys(derived), moved);
    return new NameKeys(id, text, own, both, moved, derived != null, now);
  }

  private static List<MasterKey> dataKeys(Keyring derived) {
    List<MasterKey> keys = new ArrayList<>(List.of(derived.current()));
    keys.addAll(derived.previous());
    return keys;
  }

  /** Whether nothing has to be done about known keys when the table has this record. */
  boolean isAsKnown(NameKeys known, @Nullable String record) {
    return known.record().equals(record) && !isOver(known);
  }

  /** Whether they open what they may open no more. */
  boolean isOver(NameKeys known) {
    return known.opensDerived() && !move.isOn();
  }

  /**
   * Known keys as they are with this record, if it has no others: nothing is unwrapped.
   *
   * @param now before it was read
   * @return null if it has others
   */
  @Nullable NameKeys again(NameKeys known, String record, long now) {
    if (!record.equals(known.record())
        && !parse(known.id(), record).hasKeysOf(parse(known.id(), known.record()))) {
      return null;
    }
    known.seen(record, now);
    return isOver(known) ? known.withoutDerived(now) : known;
  }

  /**
   * As {@link #again}, of what belongs to no name; and what the table says of all names.
   *
   * @throws IllegalStateException if it is the record of another table
   */
  NameKeys againRoot(NameKeys known, String record, long now) {
    move.is(parse(KeyTable.ROOT_ID, record).derivedUntil());
    NameKeys again = again(known, record, now);
    if (again != null) {
      return again;
    }
    NameKeys changed = open(KeyTable.ROOT_ID, null, record, now);
    if (!changed.isSuccessorOf(known)) {
      changed.keyring().destroy();
      throw new IllegalStateException(table + " is another one than it was");
    }
    return changed;
  }

  /** The keys of a name that has no record; null if it has none then. */
  @Nullable Keyring derived(@Nullable String name) {
    return move.keyring(name);
  }

  /**
   * Makes the name's keys unusable for everybody. While names may have derived keys there are new
   * ones in their place at once: without a record the name would begin with derived ones again.
   *
   * @return whether there were any in the table
   */
  boolean forget(String id) {
    if (!move.mayBeOnElsewhere()) {
      return table.remove(id);
    }
    String fresh = generate(id).text();
    while (true) {
      String seen = read(id);
      if (seen == null ? table.create(id, fresh) : table.replace(id, seen, fresh)) {
        return seen != null;
      }
    }
  }

  private String where(String id) {
    return "%s, record %s".formatted(table, id);
  }

  private static Map<String, String> context(String id) {
    return Map.of("sealcache-key-table", id);
  }

  void close() {
    try {
      move.close();
    } finally {
      key.close();
    }
  }

  @Override
  public String toString() {
    return table.toString();
  }
}
