package io.sealcache.keys;

import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import java.util.List;

/** Compares keyrings, in constant time a key. */
final class SameKeys {
  private SameKeys() {}

  /** Whether both have the same keys in the same places. */
  static boolean areIn(Keyring one, Keyring other) {
    List<MasterKey> keys = one.previous();
    List<MasterKey> others = other.previous();
    boolean same =
        keys.size() == others.size()
            && one.hasOwnIndexKey() == other.hasOwnIndexKey()
            && one.indexKey().isSameKey(other.indexKey())
            && one.current().isSameKey(other.current());
    for (int i = 0; same && i < keys.size(); i++) {
      same = keys.get(i).isSameKey(others.get(i));
    }
    return same;
  }

  /** Whether this key is the keyring's current or a previous one. */
  static boolean isDataKey(MasterKey key, Keyring keyring) {
    MasterKey same = keyring.dataKey(key.id());
    return same != null && key.isSameKey(same);
  }
}
