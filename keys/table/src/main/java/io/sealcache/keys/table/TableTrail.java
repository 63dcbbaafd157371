package io.sealcache.keys.table;

import io.sealcache.core.Keyring;
import io.sealcache.encryption.AuditNames;
import io.sealcache.internal.audit.EventName;
import io.sealcache.internal.audit.KeyChange;
import io.sealcache.internal.audit.KeyFailure;
import io.sealcache.internal.audit.KeyIds;
import io.sealcache.internal.audit.KeyPlace;
import io.sealcache.internal.audit.OutageWatch;
import io.sealcache.internal.audit.SecurityEvents;
import io.sealcache.internal.text.LoggerName;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Tells auditors what happens to the keys of names, by the ids of their records, and by the names
 * themselves only where that is wanted. Thread-safe.
 */
final class TableTrail {
  private static final Logger LOGGER = LoggerName.KEYS.logger();

  private final String source;
  private final AuditNames names;
  private final SecurityEvents audit = new SecurityEvents();
  private final OutageWatch table;
  private volatile boolean said; // that the table can't be looked at

  /**
   * @param source names the table
   */
  TableTrail(String source, AuditNames names) {
    this.source = source;
    this.names = names;
    this.table =
        new OutageWatch(
            audit, KeyPlace.of(source), EventName.TABLE_FAILED, EventName.TABLE_RESTORED);
  }

  /** Asks the table. */
  <T> T ofTable(String operation, Supplier<T> call) {
    return table.watch(operation, call);
  }

  /** Tells of calls of a key that wraps what is in the table. */
  OutageWatch watch() {
    return OutageWatch.ofService(audit, KeyPlace.of(source));
  }

  void created(RecordId id, Keyring made) {
    audit.accept(KeyChange.of(EventName.KEYS_CREATED, place(id), KeyIds.of(made)));
  }

  void loaded() {
    audit.accept(KeyChange.ofMany(EventName.NAME_KEYS_LOADED, KeyPlace.of(source), 0));
  }

  void notLoaded(RecordId id, RuntimeException problem) {
    audit.accept(new KeyFailure(EventName.NAME_KEYS_NOT_LOADED, place(id), "load", problem));
  }

  /** The record of a name holds its keys in other roles, or more or fewer of them. */
  void changed(RecordId id, Keyring before, Keyring after) {
    KeyChange.between(place(id), KeyIds.of(before), KeyIds.of(after)).forEach(audit);
  }

  /** The table has lost the record, or has another one in its place. */
  void gone(RecordId id) {
    audit.accept(KeyChange.of(EventName.KEYS_GONE, place(id), KeyIds.NONE));
  }

  void erased(RecordId id, boolean wasThere) {
    audit.accept(
        KeyChange.of(
            wasThere ? EventName.KEYS_ERASED : EventName.NO_KEYS_TO_ERASE, place(id), KeyIds.NONE));
  }

  void notErased(RecordId id, RuntimeException problem) {
    audit.accept(new KeyFailure(EventName.KEYS_NOT_ERASED, place(id), "remove", problem));
  }

  /** The record stays as it was. */
  void notChanged(RecordId id, String operation, RuntimeException problem) {
    audit.accept(new KeyFailure(EventName.RECORD_NOT_CHANGED, place(id), operation, problem));
  }

  /** A pass is over, or ended before. */
  void changed(EventName done, long records) {
    if (records > 0) {
      audit.accept(KeyChange.ofMany(done, KeyPlace.of(source), records));
    }
  }

  /** Tells operators once that the table, or the key that wraps it, can't be asked. */
  void lookFailed(Throwable problem, Duration maxAge) {
    if (!said) {
      LOGGER.log(
          Level.WARNING,
          "{0} can''t be looked at: {1}. Keys stay in use for {2} after they were last seen in it",
          source,
          problem,
          maxAge);
      said = true; // and not if the log failed
    }
  }

  void looked() {
    if (said) {
      said = false;
      LOGGER.log(Level.INFO, "{0} can be looked at again", source);
    }
  }

  Map<String, Long> history() {
    return audit.times();
  }

  private KeyPlace place(RecordId id) {
    return new KeyPlace(source, id.text(), names == AuditNames.CLEAR ? id.name() : "");
  }
}
