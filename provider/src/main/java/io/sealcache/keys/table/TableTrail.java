package io.sealcache.keys.table;

import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import io.sealcache.encryption.AuditNames;
import io.sealcache.internal.audit.AuditEvent;
import io.sealcache.internal.audit.KeyAudit;
import io.sealcache.internal.audit.KeyChange;
import io.sealcache.internal.audit.KeyFailure;
import io.sealcache.internal.audit.KeyPlace;
import io.sealcache.internal.audit.OutageWatch;
import io.sealcache.internal.jfr.KeyIds;
import io.sealcache.keys.KeyEncryptionKey;
import io.sealcache.keys.KeyHistory;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells auditors what happens to the keys of names, by the ids of their records, and by the names
 * themselves only where that is wanted. Thread-safe.
 */
final class TableTrail {
  private final String source;
  private final AuditNames names;
  private final KeyAudit audit = new KeyAudit();
  private final OutageWatch table;

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

  /** A key that wraps what is in the table. Each is watched by itself, as one may be up alone. */
  KeyEncryptionKey watched(KeyEncryptionKey key) {
    return new WatchedKey(key, OutageWatch.ofService(audit, KeyPlace.of(source)));
  }

  /**
   * @param made null: nobody knows them yet, as they could not be unwrapped
   */
  void created(RecordId id, @Nullable Keyring made) {
    audit.changed(KeyChange.created(place(id), made == null ? KeyIds.NONE : ids(made)));
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
    KeyChange.between(place(id), ids(before), ids(after)).forEach(audit::changed);
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
  void notChanged(RecordId id, RotationKind kind, RuntimeException problem) {
    audit.failed(
        KeyFailure.of(
            AuditEvent.RECORD_NOT_CHANGED, place(id), kind.operation(), 1, problem, KeyIds.NONE));
  }

  /** A pass is over, or ended before. */
  void changed(RotationKind kind, long records) {
    if (records > 0) {
      audit.changed(KeyChange.ofMany(kind.done(), KeyPlace.of(source), records));
    }
  }

  KeyHistory history() {
    return new KeyHistory(audit.counts().times());
  }

  private KeyPlace place(RecordId id) {
    return new KeyPlace(source, id.text(), names == AuditNames.CLEAR ? id.name() : "");
  }

  private static KeyIds ids(Keyring keyring) {
    return KeyIds.of(
        keyring.current().id(),
        keyring.previous().stream().mapToInt(MasterKey::id),
        keyring.indexKey().id());
  }
}
