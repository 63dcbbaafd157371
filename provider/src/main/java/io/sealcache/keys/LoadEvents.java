package io.sealcache.keys;

import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import io.sealcache.internal.audit.AuditEvent;
import io.sealcache.internal.audit.KeyAudit;
import io.sealcache.internal.audit.KeyChange;
import io.sealcache.internal.audit.KeyFailure;
import io.sealcache.internal.audit.KeyPlace;
import io.sealcache.internal.jfr.KeyIds;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells auditors what happens to the keyring of a place, and operators what comes of it. */
final class LoadEvents {
  private final KeyPlace place;
  private final KeyAudit audit = new KeyAudit();

  /**
   * @param source the place, as it may be shown
   */
  LoadEvents(String source) {
    this.place = KeyPlace.of(source);
  }

  /**
   * @param before the keyring that was in use; null if there was none
   * @param now that object, if nothing has changed
   */
  void loaded(@Nullable Keyring before, Keyring now) {
    audit.loaded(place, before != now, ids(now));
    if (before != null && before != now) {
      KeyChange.between(place, ids(before), ids(now)).forEach(audit::changed);
    }
  }

  /**
   * @param failures how often in a row
   * @param inUse the keyring that is used nevertheless; null if there is none
   */
  void failed(Throwable failure, int failures, @Nullable Keyring inUse) {
    audit.failed(
        KeyFailure.of(
            AuditEvent.KEYS_NOT_LOADED,
            place,
            "load",
            failures,
            failure,
            inUse == null ? KeyIds.NONE : ids(inUse)));
  }

  KeyHistory history() {
    return new KeyHistory(audit.counts().times());
  }

  /** What the change makes unreadable, here or in other JVMs; mostly nothing. */
  static List<String> warnings(Keyring before, Keyring after) {
    var warnings = new ArrayList<String>();
    if (!after.indexKey().isSameKey(before.indexKey())) {
      warnings.add("the index key is another one, so entries stored until now are not found");
    }
    if (!SameKeys.isDataKey(before.current(), after)) {
      warnings.add(
          "the key that was current is gone, so values sealed until now cannot be opened; keep it"
              + " until they are gone");
    }
    if (!SameKeys.isDataKey(after.current(), before)) {
      warnings.add(
          "the current key is new, so JVMs that do not have it yet cannot open its values;"
              + " add a key first, and make it current when all have it");
    }
    return warnings;
  }

  private static KeyIds ids(Keyring keyring) {
    return KeyIds.of(
        keyring.current().id(),
        keyring.previous().stream().mapToInt(MasterKey::id),
        keyring.indexKey().id());
  }
}
