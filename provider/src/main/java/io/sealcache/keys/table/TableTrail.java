package io.sealcache.keys.table;

import io.sealcache.core.Keyring;
import io.sealcache.encryption.AuditNames;
import io.sealcache.internal.audit.AuditEvent;
import io.sealcache.internal.audit.KeyAudit;
import io.sealcache.internal.audit.KeyChange;
import io.sealcache.internal.audit.KeyFailure;
import io.sealcache.internal.audit.KeyPlace;
import io.sealcache.internal.audit.OutageWatch;
import io.sealcache.internal.jfr.KeyIds;
import io.sealcache.internal.text.LoggerName;
import io.sealcache.keys.KeyHistory;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Tells auditors what happens to the keys of names, by the ids of their records, and by the names
 * themselves only where that is wanted. Thread-safe.
 */
final class TableTrail {
  private static final Logger LOGGER = LoggerName.KEYS.logger();

  private final String source;
  private final AuditNames names;
  private final KeyAudit audit = new KeyAudit();
  private final OutageWatch table;
  private volatile boolean said; // that the table can't be looked at

  /**
   * @param source names the table
   */
  TableTrail(String source, AuditNames names) {
    this.source = source;
    this.names = names;
    this.table = OutageWatch.ofTable(audit, KeyPlace.of(source));
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
    audit.changed(KeyChange.created(place(id), KeyIds.of(made)));
  }

  void loaded(RecordId id) {
    audit.nameLoaded(place(id), 1);
  }

  void notLoaded(RecordId id, RuntimeException problem) {
    audit.failed(
        KeyFailure.of(AuditEvent.NAME_KEYS_NOT_LOADED, place(id), "load", 1, problem, KeyIds.NONE));
  }

  /** The record of a name holds its keys in other roles, or more or fewer of them. */
  void changed(RecordId id, Keyring before, Keyring after) {
    KeyChange.between(place(id), KeyIds.of(before), KeyIds.of(after)).forEach(audit::changed);
  }

  /** The table has lost the record, or has another one in its place. */
  void gone(RecordId id) {
    audit.changed(KeyChange.of(AuditEvent.KEYS_GONE, place(id)));
  }

  void erased(RecordId id, boolean wasThere) {
    audit.changed(
        KeyChange.of(wasThere ? AuditEvent.KEYS_ERASED : AuditEvent.NO_KEYS_TO_ERASE, place(id)));
  }

  void notErased(RecordId id, RuntimeException problem) {
    audit.failed(
        KeyFailure.of(AuditEvent.KEYS_NOT_ERASED, place(id), "remove", 1, problem, KeyIds.NONE));
  }

  /** The record stays as it was. */
  void notChanged(RecordId id, String operation, RuntimeException problem) {
    audit.failed(
        KeyFailure.of(
            AuditEvent.RECORD_NOT_CHANGED, place(id), operation, 1, problem, KeyIds.NONE));
  }

  /** A pass is over, or ended before. */
  void changed(AuditEvent done, long records) {
    if (records > 0) {
      audit.changed(KeyChange.ofMany(done, KeyPlace.of(source), records));
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

  KeyHistory history() {
    return new KeyHistory(audit.counts().times());
  }

  private KeyPlace place(RecordId id) {
    return new KeyPlace(source, id.text(), names == AuditNames.CLEAR ? id.name() : "");
  }
}
