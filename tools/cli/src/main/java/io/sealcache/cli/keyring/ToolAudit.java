package io.sealcache.cli.keyring;

import io.sealcache.internal.audit.AuditEvent;
import io.sealcache.internal.audit.AuditLog;
import io.sealcache.internal.audit.KeyChange;
import io.sealcache.internal.audit.KeyPlace;
import io.sealcache.internal.jfr.KeyIds;
import io.sealcache.keys.KeyringFile;
import java.nio.file.Path;

/** Tells auditors of changes of a keyring file, by the logger that JVMs with caches use too. */
final class ToolAudit {
  private static final AuditLog LOG = new AuditLog();

  private ToolAudit() {}

  static void created(Path file, KeyringFile keyring) {
    LOG.changed(KeyChange.created(place(file), ids(keyring)));
  }

  static void changed(Path file, KeyringFile before, KeyringFile after) {
    KeyChange.between(place(file), ids(before), ids(after)).forEach(LOG::changed);
  }

  /** The file holds the same keys, and none in clear any more. */
  static void wrapped(Path file, KeyringFile keyring) {
    LOG.changed(KeyChange.of(AuditEvent.KEYS_WRAPPED, place(file), ids(keyring)));
  }

  private static KeyPlace place(Path file) {
    return KeyPlace.of(file.toAbsolutePath().toString());
  }

  private static KeyIds ids(KeyringFile keyring) {
    return KeyIds.of(
        keyring.keyId(keyring.current()),
        keyring.ids().stream()
            .filter(id -> keyring.opensValues(id) && !id.equals(keyring.current()))
            .mapToInt(keyring::keyId),
        keyring.keyId(keyring.index()));
  }
}
