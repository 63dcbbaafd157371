package io.sealcache.keys.table;

import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import io.sealcache.internal.text.LoggerName;
import io.sealcache.keys.KeyEncryptionKey;
import io.sealcache.keys.KeyRecord;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Records of a key table, and the key that wraps what is in them. Thread-safe. */
final class RecordLoader {
  private static final Logger LOGGER = LoggerName.KEYS.logger();

  private final TableRecords records;
  private final RecordWrapping wrapping;
  private final Move move;

  /**
   * @param previousKey wrapped records before; null: no other key did
   */
  RecordLoader(
      TableRecords records,
      KeyEncryptionKey key,
      @Nullable KeyEncryptionKey previousKey,
      Move move) {
    this(records, new RecordWrapping(key, previousKey, ""), move);
  }

  RecordLoader(TableRecords records, RecordWrapping wrapping, Move move) {
    this.records = records;
    this.wrapping = wrapping.watchedBy(records.trail());
    this.move = move;
  }

  TableRecords records() {
    return records;
  }

  TableTrail trail() {
    return records.trail();
  }

  /** That which wraps new records. */
  KeyEncryptionKey key() {
    return wrapping.key();
  }

  /** That which wrapped a record. */
  KeyEncryptionKey keyOf(KeyRecord record) {
    return wrapping.of(record);
  }

  /**
   * A record of the table.
   *
   * @param isMade whether it was made just now, by this JVM
   */
  record Stored(String text, boolean isMade) {}

  /**
   * The keys of what belongs to no name, made where the table is new.
   *
   * @throws IllegalArgumentException if records couldn't tell the key-encryption keys apart
   */
  NameKeys root(long now) {
    wrapping.ensureDistinct();
    @Nullable Stored stored = find(RecordId.ROOT);
    if (stored == null) {
      stored = make(RecordId.ROOT);
      LOGGER.log(
          Level.WARNING,
          "{0} was empty and has its first keys now. If it was not to be new, it is another one"
              + " than that of the entries that are stored: none of them will open",
          records);
    }
    String agreed = new MoveOfTable(records, move).agree(stored.text());
    return open(RecordId.ROOT, new Stored(agreed, stored.isMade()), now);
  }

  /** The record of an id; null if there is none, and none is to be made. */
  @Nullable Stored read(RecordId id, boolean make) {
    @Nullable Stored stored = find(id);
    return stored == null && make ? make(id) : stored;
  }

  private @Nullable Stored find(RecordId id) {
    @Nullable String text = records.read(id);
    return text == null ? null : new Stored(text, false);
  }

  private Stored make(RecordId id) {
    KeyRecord made = generate(id);
    if (id.equals(RecordId.ROOT)) {
      made = new MoveOfTable(records, move).begun(made);
    } else if (move.isOn()) {
      made = made.moving();
    }
    String mine = made.text();
    if (records.create(id, mine)) {
      return new Stored(mine, true);
    }
    return Optional.ofNullable(find(id)) // of another JVM, or of another thread of this one
        .orElseThrow(
            () ->
                new IllegalStateException(
                    records + " has a record that it neither shows nor lets be made; try again"));
  }

  private KeyRecord generate(RecordId id) {
    return KeyRecord.generate(key(), context(id), move.now());
  }

  /**
   * Unwraps the keys of a record.
   *
   * @throws BrokenRecordException if the record is none, or not of this key
   */
  NameKeys open(RecordId id, Stored stored, long now) {
    @Nullable NameKeys opened = null;
    try {
      opened = open(id, stored.text(), now);
      return opened;
    } catch (RuntimeException e) {
      trail().notLoaded(id, e);
      throw e;
    } finally {
      if (stored.isMade()) {
        trail().created(id, opened == null ? null : opened.keyring());
      } else if (opened != null) {
        trail().loaded(id);
      }
    }
  }

  private NameKeys open(RecordId id, String text, long now) {
    KeyRecord record = records.parse(id, text);
    Keyring own = unwrap(id, record);
    if (!record.isMoving()) {
      return NameKeys.of(id, text, own, now);
    }
    Keyring derived = move.keyring(id.tenant());
    var moved = new MovedIndexKeys(id, records, move, own.indexKey(), text);
    Keyring both = own.withEarlier(derived == null ? List.of() : dataKeys(derived), moved);
    return new NameKeys(id, text, own, both, moved, derived != null, now);
  }

  private Keyring unwrap(RecordId id, KeyRecord record) {
    try {
      return record.open(records.where(id), keyOf(record), context(id));
    } catch (IllegalArgumentException e) {
      throw new BrokenRecordException(e);
    }
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
   * Whether a record has other keys than those that are known; nothing is unwrapped.
   *
   * @throws BrokenRecordException if it is none
   */
  boolean hasOtherKeys(NameKeys known, String record) {
    if (record.equals(known.record())) {
      return false;
    }
    try {
      return !records
          .parse(known.id(), record)
          .hasKeysOf(records.parse(known.id(), known.record()));
    } catch (BrokenRecordException e) {
      trail().notLoaded(known.id(), e);
      throw e;
    }
  }

  /**
   * Known keys as they are with this record, if it has no others: nothing is unwrapped.
   *
   * @param now before it was read
   * @return null if it has others
   */
  @Nullable NameKeys again(NameKeys known, String record, long now) {
    if (hasOtherKeys(known, record)) {
      return null;
    }
    known.seen(record, now);
    return isOver(known) ? known.withoutDerived(now) : known;
  }

  /** Takes up what the first record says of all names. */
  void seeMove(String root) {
    move.is(records.parse(RecordId.ROOT, root).derivedUntil());
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
  boolean forget(RecordId id) {
    if (!move.mayBeOnElsewhere()) {
      return records.remove(id);
    }
    String fresh = generate(id).text();
    while (true) {
      String seen = records.read(id);
      if (seen == null ? records.create(id, fresh) : records.replace(id, seen, fresh)) {
        return seen != null;
      }
    }
  }

  /** What is bound to the keys of a record. */
  Map<String, String> context(RecordId id) {
    return wrapping.context(id);
  }

  void close() {
    try {
      move.close();
    } finally {
      wrapping.close();
    }
  }

  @Override
  public String toString() {
    return records.toString();
  }
}
