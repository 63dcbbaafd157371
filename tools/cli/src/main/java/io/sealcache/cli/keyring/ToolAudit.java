package io.sealcache.cli.keyring;

import io.sealcache.core.Keyring;
import io.sealcache.internal.audit.EventName;
import io.sealcache.internal.audit.KeyIds;
import io.sealcache.internal.audit.KeyPlace;
import io.sealcache.internal.audit.SecurityEvent;
import io.sealcache.internal.audit.SecurityEvents;
import io.sealcache.keys.KeyringFile;
import java.nio.file.Path;

/** Tells auditors of changes of a keyring file, by the logger that JVMs with caches use too. */
final class ToolAudit {
  private static final SecurityEvents EVENTS = new SecurityEvents();

  private ToolAudit() {}

  static void created(Path file, KeyringFile keyring) {
    EVENTS.accept(SecurityEvent.of(EventName.KEYS_CREATED, place(file), ids(keyring)));
  }

  static void changed(Path file, KeyringFile before, KeyringFile after) {
    SecurityEvent.between(place(file), ids(before), ids(after)).forEach(EVENTS);
  }

  /** The file holds the same keys, and none in clear any more. */
  static void wrapped(Path file, KeyringFile keyring) {
    EVENTS.accept(SecurityEvent.of(EventName.KEYS_WRAPPED, place(file), ids(keyring)));
  }

  private static KeyPlace place(Path file) {
    return KeyPlace.of(file.toAbsolutePath().toString());
  }

  private static KeyIds ids(KeyringFile file) {
    Keyring keyring = file.keyring();
    try {
      return KeyIds.of(keyring);
    } finally {
      keyring.destroy();
    }
  }
}
