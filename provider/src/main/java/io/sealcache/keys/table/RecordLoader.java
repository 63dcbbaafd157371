package io.sealcache.keys.table;

import io.sealcache.core.Keyring;
import io.sealcache.internal.text.LoggerName;
import io.sealcache.keys.KeyEncryptionKey;
import io.sealcache.keys.KeyRecord;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Records of a key table, and the key that wraps what is in them. Thread-safe. */
final class RecordLoader {
  private static final Logger LOGGER = LoggerName.KEYS.logger();

  private final TableRecords records;
  private final RecordWrapping wrapping;
  private final InstantSource clock;

  /**
   * @param previousKey wrapped records before; null: no other key did
   */
  RecordLoader(
      TableRecords records,
      KeyEncryptionKey key,
      @Nullable KeyEncryptionKey previousKey,
      InstantSource clock) {
    this(records, new RecordWrapping(key, previousKey, ""), clock);
  }

  RecordLoader(TableRecords records, RecordWrapping wrapping, InstantSource clock) {
    this.records = records;
    this.wrapping = wrapping.watchedBy(records.trail());
    this.clock = clock;
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
    return open(RecordId.ROOT, stored, now);
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
    String mine = KeyRecord.generate(key(), context(id), clock.instant()).text();
    if (records.create(id, mine)) {
      return new Stored(mine, true);
    }
    return Optional.ofNullable(find(id)) // of another JVM, or of another thread of this one
        .orElseThrow(
            () ->
                new IllegalStateException(
                    records + " has a record that it neither shows nor lets be made; try again"));
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
    return new NameKeys(id, text, unwrap(id, records.parse(id, text)), now);
  }

  private Keyring unwrap(RecordId id, KeyRecord record) {
    try {
      return record.open(records.where(id), keyOf(record), context(id));
    } catch (IllegalArgumentException e) {
      throw new BrokenRecordException(e);
    }
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
   * Whether a record has the keys that are known, which have then been seen: nothing is unwrapped.
   *
   * @param now before it was read
   */
  boolean isSeen(NameKeys known, String record, long now) {
    boolean same = !hasOtherKeys(known, record);
    if (same) {
      known.seen(record, now);
    }
    return same;
  }

  /**
   * Makes the name's keys unusable for everybody.
   *
   * @return whether there were any in the table
   */
  boolean forget(RecordId id) {
    return records.remove(id);
  }

  /** What is bound to the keys of a record. */
  Map<String, String> context(RecordId id) {
    return wrapping.context(id);
  }

  void close() {
    wrapping.close();
  }

  @Override
  public String toString() {
    return records.toString();
  }
}
