package io.sealcache.keys.table;

import io.sealcache.core.Keyring;
import io.sealcache.encryption.AuditNames;
import io.sealcache.internal.audit.EventName;
import io.sealcache.internal.audit.KeyIds;
import io.sealcache.internal.audit.KeyPlace;
import io.sealcache.internal.audit.OutageWatch;
import io.sealcache.internal.audit.SecurityEvent;
import io.sealcache.internal.audit.SecurityEvents;
import io.sealcache.internal.text.LoggerName;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;

/**
 * Tells auditors what happens to the keys of names, by the ids of their records, and by the names
 * themselves only where that is wanted. Thread-safe.
 */
final class TableTrail {
  private static final Logger LOGGER = LoggerName.KEYS.logger();

  private final String source;
  private final AuditNames names;
  private final SecurityEvents audit = new SecurityEvents();
  private volatile boolean said; // that the table can't be looked at

  /**
   * @param source names the table
   */
  TableTrail(String source, AuditNames names) {
    this.source = source;
    this.names = names;
  }

  /** Tells when what is asked fails, be it the table or a key that wraps what is in it. */
  OutageWatch watch(EventName failed, EventName restored) {
    return new OutageWatch(audit, KeyPlace.of(source), failed, restored);
  }

  void tell(EventName event, RecordId id, KeyIds keys) {
    audit.accept(SecurityEvent.of(event, place(id), keys));
  }

  void tellFailed(EventName event, RecordId id, String operation, RuntimeException problem) {
    audit.accept(SecurityEvent.failed(event, place(id), operation, problem, 0, KeyIds.NONE));
  }

  /** The record of a name holds its keys in other roles, or more or fewer of them. */
  void tellChanged(RecordId id, Keyring before, Keyring after) {
    SecurityEvent.between(place(id), KeyIds.of(before), KeyIds.of(after)).forEach(audit);
  }

  /** Of so many records. */
  void tellMany(EventName event, long records) {
    audit.accept(SecurityEvent.ofMany(event, KeyPlace.of(source), records));
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
