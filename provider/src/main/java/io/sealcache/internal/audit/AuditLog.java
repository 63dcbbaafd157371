package io.sealcache.internal.audit;

import io.sealcache.internal.jfr.KeyIds;
import io.sealcache.internal.text.LoggerName;
import java.lang.System.Logger;

/** Logs a line of fields for each thing that is told. */
public final class AuditLog implements KeyTrail, EntryTrail {
  private static final Logger LOGGER = LoggerName.AUDIT.logger();

  /** Whether anybody reads of entries that don't open. */
  public static boolean isHeardOfUnreadable() {
    return LOGGER.isLoggable(AuditEvent.UNREADABLE.level());
  }

  @Override
  public void started(String manager, String store, String source, KeyIds keys) {
    log(
        AuditEvent.STARTED,
        keys(
            new AuditLine(AuditEvent.STARTED)
                .with("manager", manager)
                .with("store", store)
                .with("source", source),
            keys));
  }

  @Override
  public void loaded(KeyPlace place, boolean changed, KeyIds keys) {
    AuditEvent event = changed ? AuditEvent.KEYS_LOADED : AuditEvent.KEYS_UNCHANGED;
    log(event, keys(line(event, place), keys));
  }

  @Override
  public void nameLoaded(KeyPlace place, long count) {
    log(
        AuditEvent.NAME_KEYS_LOADED,
        new AuditLine(AuditEvent.NAME_KEYS_LOADED)
            .with("source", place.source())
            .with("count", count));
  }

  @Override
  public void changed(KeyChange change) {
    log(
        change.event(),
        line(change.event(), change.place())
            .with("key", change.key())
            .with("before", change.before())
            .with("index", change.index())
            .with("count", change.count() == 0 ? "" : Long.toString(change.count())));
  }

  @Override
  public void failed(KeyFailure failure) {
    AuditLine line =
        line(failure.event(), failure.place())
            .with("operation", failure.operation())
            .with("count", failure.count())
            .with("failure", failure.failure())
            .with("cause", failure.cause());
    log(failure.event(), keys(line, failure.inUse()));
  }

  @Override
  public void unreadable(String cache, String reason, long count, long total, long seconds) {
    log(
        AuditEvent.UNREADABLE,
        new AuditLine(AuditEvent.UNREADABLE)
            .with("cache", cache)
            .with("reason", reason)
            .with("count", count)
            .with("seconds", seconds)
            .with("total", total));
  }

  private static AuditLine line(AuditEvent event, KeyPlace place) {
    return new AuditLine(event)
        .with("source", place.source())
        .with("record", place.record())
        .with("name", place.name());
  }

  private static AuditLine keys(AuditLine line, KeyIds keys) {
    return line.with("current", keys.current())
        .with("previous", keys.previous())
        .with("index", keys.index());
  }

  private static void log(AuditEvent event, AuditLine line) {
    LOGGER.log(event.level(), line::toString); // never as a format, which a value could break
  }
}
