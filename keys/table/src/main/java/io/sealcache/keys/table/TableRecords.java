package io.sealcache.keys.table;

import io.sealcache.core.Keyring;
import io.sealcache.encryption.AuditNames;
import io.sealcache.internal.audit.EventName;
import io.sealcache.internal.audit.KeyIds;
import io.sealcache.internal.audit.KeyPlace;
import io.sealcache.internal.audit.OutageWatch;
import io.sealcache.internal.audit.SecurityEvent;
import io.sealcache.internal.audit.SecurityEvents;
import io.sealcache.keys.KeyEncryptionKey;
import io.sealcache.keys.KeyringFile;
import io.sealcache.keys.WrappedKeyring;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The records of a key table, and the keys that wrap what is in them. Auditors are told what
 * happens to them by their ids, and by names only where that is wanted. Thread-safe.
 */
final class TableRecords {
  private static final String RECORD = "sealcache-key-table";

  private final KeyTable table;
  private final KeyEncryptionKey key;
  private final @Nullable KeyEncryptionKey previous;
  private final OutageWatch ofTable;
  private final OutageWatch ofKey;
  private final OutageWatch ofPrevious; // each by itself, as one may be up alone
  private final KeyTableOptions options;
  private final InstantSource clock;
  private final SecurityEvents audit = new SecurityEvents();
  private final LookLog log;

  /**
   * @param key wraps new records; closed with these
   * @param previous of records that another one wrapped; closed with these; null: there is none
   */
  TableRecords(
      KeyTable table,
      KeyEncryptionKey key,
      @Nullable KeyEncryptionKey previous,
      KeyTableOptions options,
      InstantSource clock) {
    this.table = table;
    this.key = key;
    this.previous = previous;
    this.options = options;
    this.clock = clock;
    KeyPlace place = KeyPlace.of(table.toString());
    this.ofTable = new OutageWatch(audit, place, EventName.TABLE_FAILED, EventName.TABLE_RESTORED);
    this.ofKey = OutageWatch.ofService(audit, place);
    this.ofPrevious = OutageWatch.ofService(audit, place);
    this.log =
        new LookLog(
            table, options, () -> !ofTable.isDown() && (ofKey.isDown() || ofPrevious.isDown()));
  }

  InstantSource clock() {
    return clock;
  }

  /**
   * Refuses keys that records can't tell apart: with them nobody would know what is yet to be
   * wrapped anew, and the key of before would be taken away from records that need it.
   *
   * @throws IllegalArgumentException if it can't be told from a record which of them wrapped it
   */
  void ensureKeysDiffer() {
    String name = WrappedKeyring.nameOf(key);
    if (previous == null) {
      return;
    }
    String before = WrappedKeyring.nameOf(previous);
    if (name == null || before == null) {
      throw new IllegalArgumentException(
          "%s has no name, so records can't say whether it wrapped them or another one did: have its name() give one, or take the second one out of 'sealcache.kms'"
              .formatted(name == null ? key : previous));
    }
    if (name.equals(before)) {
      throw new IllegalArgumentException(
          "The key-encryption key and the one of before are both called '%s', so records can't say which of them wrapped them: if they are one key, take the second one out of 'sealcache.kms', else use one of another name, alias or mount"
              .formatted(name));
    }
  }

  /** The record of an id; null if there is none. */
  @Nullable String read(RecordId id) {
    try {
      return ofTable.watch("read", () -> table.read(id.text())).orElse(null);
    } catch (RuntimeException e) {
      throw notLoaded(id, e);
    }
  }

  Map<String, String> readAll(Set<String> ids) {
    return ofTable.watch("read", () -> table.readAll(ids));
  }

  /** As {@link KeyTable#ids}. */
  List<String> ids(String after, int limit) {
    return ofTable.watch("read", () -> table.ids(after, limit));
  }

  boolean replace(RecordId id, String expected, String record) {
    return ofTable.watch("replace", () -> table.replace(id.text(), expected, record));
  }

  boolean remove(RecordId id) {
    return ofTable.watch("remove", () -> table.remove(id.text()));
  }

  /**
   * Makes a record of new keys, or takes the one that another thread or JVM has made meanwhile.
   *
   * @param now in nanoseconds
   */
  NameKeys make(RecordId id, long now) {
    try (KeyringFile made = KeyringFile.generate(clock.instant())) {
      String record = wrap(id, made);
      if (ofTable.watch("create", () -> table.create(id.text(), record))) {
        Keyring keyring = made.keyring();
        tell(EventName.KEYS_CREATED, id, KeyIds.of(keyring));
        return new NameKeys(id, record, keyring, now);
      }
    }
    String others = read(id);
    if (others == null) {
      throw new IllegalStateException(
          table + " has a record that it neither shows nor lets be made; try again");
    }
    return open(id, others, now);
  }

  /**
   * Unwraps the keys of a record.
   *
   * @param now in nanoseconds, before it was read
   * @throws BrokenRecordException if the record is none, or not of this key
   */
  NameKeys open(RecordId id, String record, long now) {
    NameKeys opened;
    try (KeyringFile keys = unwrap(id, parse(id, record))) {
      opened = new NameKeys(id, record, keys.keyring(), now);
    } catch (RuntimeException e) {
      throw notLoaded(
          id,
          e instanceof IllegalArgumentException refused ? new BrokenRecordException(refused) : e);
    }
    if (!id.equals(RecordId.ROOT)) { // which is opened to confirm it, too
      tellMany(EventName.NAME_KEYS_LOADED, 0);
    }
    return opened;
  }

  /**
   * @throws IllegalArgumentException if it is no record
   */
  WrappedKeyring parse(RecordId id, String record) {
    if (record.isEmpty()) { // as readAll says it
      throw new IllegalArgumentException(where(id) + " is empty, or can't be read");
    }
    if (record.length() > KeyTable.MAX_RECORD_LENGTH) {
      throw new IllegalArgumentException(
          "%s is longer than %d characters, and so no record of keys"
              .formatted(where(id), KeyTable.MAX_RECORD_LENGTH));
    }
    return WrappedKeyring.parse(where(id), record.getBytes(StandardCharsets.ISO_8859_1));
  }

  /**
   * The keys of a record, by the key that wrapped it as it says itself: where it doesn't name the
   * one in use, the one of before. The name chooses among keys that are both trusted, and a wrong
   * one opens nothing.
   *
   * @throws IllegalArgumentException if the key refuses it
   */
  KeyringFile unwrap(RecordId id, WrappedKeyring record) {
    KeyEncryptionKey before = previous;
    return before == null || isOfKey(record)
        ? ofKey.watch("unwrap", () -> record.open(key, context(id)))
        : ofPrevious.watch("unwrap", () -> record.open(before, context(id)));
  }

  /** Whether it says that the key in use wrapped it. */
  boolean isOfKey(WrappedKeyring record) {
    String name = record.wrappedBy();
    return name != null && name.equals(key.name());
  }

  /**
   * A record of keys, wrapped by the key in use.
   *
   * @throws IllegalArgumentException if it would be too long
   */
  String wrap(RecordId id, KeyringFile keys) {
    String record = ofKey.watch("wrap", () -> WrappedKeyring.wrap(keys, key, context(id)));
    if (record.length() > KeyTable.MAX_RECORD_LENGTH) {
      throw new IllegalArgumentException(
          "A record of %d keys would have %d characters, which is longer than %d: have old keys taken out first, by 'renew'"
              .formatted(keys.ids().size(), record.length(), KeyTable.MAX_RECORD_LENGTH));
    }
    return record;
  }

  /**
   * That for which the keys of a record are wrapped: so no record opens in another's place, nor a
   * table in that of another application.
   */
  private Map<String, String> context(RecordId id) {
    return options.application().isEmpty()
        ? Map.of(RECORD, id.text())
        : Map.of(RECORD, id.text(), KeyEncryptionKey.APPLICATION, options.application());
  }

  String where(RecordId id) {
    return "%s, record %s".formatted(table, id);
  }

  void tell(EventName event, RecordId id, KeyIds keys) {
    audit.accept(SecurityEvent.of(event, place(id), keys));
  }

  /** Tells of the problem, which is the caller's to throw, unless the thread is interrupted. */
  RuntimeException notLoaded(RecordId id, RuntimeException problem) {
    if (!Thread.currentThread().isInterrupted()) {
      tellFailed(EventName.NAME_KEYS_NOT_LOADED, id, "load", problem);
    }
    return problem;
  }

  void tellFailed(EventName event, RecordId id, String operation, RuntimeException problem) {
    audit.accept(SecurityEvent.failed(event, place(id), operation, problem, KeyIds.NONE));
  }

  /** The record of a name holds its keys in other roles, or more or fewer of them. */
  void tellChanged(RecordId id, Keyring before, Keyring after) {
    SecurityEvent.between(place(id), KeyIds.of(before), KeyIds.of(after)).forEach(audit);
  }

  /** Of so many records. */
  void tellMany(EventName event, long records) {
    audit.accept(SecurityEvent.ofMany(event, KeyPlace.of(table.toString()), records));
  }

  /** Tells that the key-encryption key doesn't answer. */
  void keyIsLate() {
    ofKey.tell("unwrap", new TimeoutException());
  }

  LookLog log() {
    return log;
  }

  Map<String, Long> history() {
    return audit.times();
  }

  private KeyPlace place(RecordId id) {
    String name = options.auditNames() == AuditNames.CLEAR ? id.name() : "";
    return new KeyPlace(table.toString(), id.text(), name);
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

  @Override
  public String toString() {
    return table.toString();
  }
}
