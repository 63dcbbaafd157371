package io.sealcache.encryption;

/** How the audit log and Flight Recorder name tenants with keys of their own. */
public enum AuditNames {
  /**
   * By the id of their record in the key table, which a secret key derives from the tenant's name.
   */
  HASHED,
  /** By that, and by the tenant's name as it is. */
  CLEAR
}
