package io.sealcache.internal.audit;

import java.lang.System.Logger.Level;
import java.util.Locale;

/**
 * The names of events. The names are part of the product, as operators filter by them:
 * docs/operations.md has each with its fields.
 */
public enum EventName {
  STARTED(Level.INFO, false),
  KEYS_LOADED(Level.INFO, false),
  KEYS_UNCHANGED(Level.DEBUG, false),
  KEYS_NOT_LOADED(Level.WARNING, true),
  KEY_ADDED(Level.INFO, false),
  KEY_PROMOTED(Level.INFO, false),
  KEY_RETIRED(Level.INFO, false),
  INDEX_KEY_CHANGED(Level.WARNING, false),
  KEYS_CREATED(Level.INFO, false),
  KEYS_WRAPPED(Level.INFO, false),
  KEYS_ERASED(Level.INFO, false),
  NO_KEYS_TO_ERASE(Level.INFO, false),
  KEYS_NOT_ERASED(Level.WARNING, false),
  KEYS_GONE(Level.INFO, false),
  NAME_KEYS_LOADED(Level.INFO, true),
  NAME_KEYS_NOT_LOADED(Level.WARNING, true),
  RECORDS_RENEWED(Level.INFO, false),
  RECORDS_REWRAPPED(Level.INFO, false),
  RECORD_NOT_CHANGED(Level.WARNING, false),
  KMS_FAILED(Level.WARNING, true),
  KMS_RESTORED(Level.INFO, true),
  TABLE_FAILED(Level.WARNING, true),
  TABLE_RESTORED(Level.INFO, true),
  UNREADABLE(Level.WARNING, true);

  private final Level level;
  private final boolean bounded;

  EventName(Level level, boolean bounded) {
    this.level = level;
    this.bounded = bounded;
  }

  /** Such as {@code keys-not-loaded}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Level level() {
    return level;
  }

  /** Whether it may come in any number, by users of an application or of the store, or by time. */
  boolean isBounded() {
    return bounded;
  }
}
