package io.sealcache.encryption;

/** How the log for auditors and Flight Recorder name those who have keys of their own. */
public enum AuditNames {
  /** By the id of their record in the key table, which is derived from the name by a secret key. */
  HASHED,
  /** By that, and by the name as it is. */
  CLEAR
}
