package io.sealcache.internal.audit;

import java.lang.System.Logger.Level;
import java.util.Locale;

/**
 * What is told of keys and entries. The names are part of the product, as operators filter by them:
 * docs/logging.md has each with its fields.
 */
public enum AuditEvent {
  STARTED(Level.INFO),
  KEYS_LOADED(Level.INFO),
  KEYS_UNCHANGED(Level.DEBUG),
  KEYS_NOT_LOADED(Level.WARNING),
  KEY_ADDED(Level.INFO),
  KEY_PROMOTED(Level.INFO),
  KEY_RETIRED(Level.INFO),
  INDEX_KEY_CHANGED(Level.WARNING),
  KEYS_CREATED(Level.INFO),
  KEYS_WRAPPED(Level.INFO),
  KEYS_ERASED(Level.INFO),
  NO_KEYS_TO_ERASE(Level.INFO),
  KEYS_NOT_ERASED(Level.WARNING),
  KEYS_GONE(Level.INFO),
  NAME_KEYS_LOADED(Level.INFO),
  NAME_KEYS_NOT_LOADED(Level.WARNING),
  RECORDS_RENEWED(Level.INFO),
  RECORDS_REWRAPPED(Level.INFO),
  RECORD_NOT_CHANGED(Level.WARNING),
  KMS_FAILED(Level.WARNING),
  KMS_RESTORED(Level.INFO),
  TABLE_FAILED(Level.WARNING),
  TABLE_RESTORED(Level.INFO),
  UNREADABLE(Level.WARNING);

  private final Level level;

  AuditEvent(Level level) {
    this.level = level;
  }

  /** Such as {@code keys-not-loaded}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Level level() {
    return level;
  }
}
