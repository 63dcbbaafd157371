package io.sealcache.keys.table;

import io.sealcache.internal.audit.AuditEvent;

/** What a pass over a key table does. */
enum RotationKind {
  RENEW("renew", AuditEvent.RECORDS_RENEWED),
  REWRAP("rewrap", AuditEvent.RECORDS_REWRAPPED);

  private final String operation;
  private final AuditEvent done;

  RotationKind(String operation, AuditEvent done) {
    this.operation = operation;
    this.done = done;
  }

  /** As auditors are told of it. */
  String operation() {
    return operation;
  }

  /** That it has changed records. */
  AuditEvent done() {
    return done;
  }
}
