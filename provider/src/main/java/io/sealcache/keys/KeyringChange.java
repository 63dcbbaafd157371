package io.sealcache.keys;

import java.util.ArrayList;
import java.util.List;

/** What has to be said when one keyring takes the place of another. */
final class KeyringChange {
  private KeyringChange() {}

  /** What the change makes unreadable, here or in other JVMs; mostly nothing. */
  static List<String> warnings(Keyring before, Keyring after) {
    var warnings = new ArrayList<String>();
    if (!after.indexKey().isSameKey(before.indexKey())) {
      warnings.add("the index key is another one, so entries stored until now are not found");
    }
    if (!after.hasDataKey(before.current())) {
      warnings.add(
          "the key that was current is gone, so values sealed until now cannot be opened; keep it"
              + " until they are gone");
    }
    if (!before.hasDataKey(after.current())) {
      warnings.add(
          "the current key is new, so JVMs that do not have it yet cannot open its values;"
              + " add a key first, and make it current when all have it");
    }
    return warnings;
  }
}
