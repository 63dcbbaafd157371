package io.sealcache.keys;

import static java.util.Objects.requireNonNull;

import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the keyring of the keys in a file, each in no other role than it is marked with. */
final class FileKeyring {
  private FileKeyring() {}

  private static MasterKey masterKey(String id, FileKey key) {
    try {
      return MasterKey.of(key.secret(), key.created());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("key '%s': %s".formatted(id, e.getMessage()), e);
    }
  }

  /**
   * @param where names the file in messages
   * @throws IllegalArgumentException if one secret is there twice, or is refused
   */
  static Keyring of(String where, Map<String, FileKey> keys, String current, String index) {
    try (var batch = new KeyBatch()) {
      Map<String, MasterKey> made = new LinkedHashMap<>();
      keys.forEach((id, key) -> made.put(id, batch.add(masterKey(id, key))));
      MasterKey indexKey = requireNonNull(made.get(index));
      MasterKey currentKey = requireNonNull(made.remove(current));
      made.keySet().removeIf(id -> !requireNonNull(keys.get(id)).role().opensValues());
      Keyring keyring = new Keyring(currentKey, List.copyOf(made.values()), indexKey);
      if (!requireNonNull(keys.get(index)).role().opensValues()
          && SameKeys.isDataKey(indexKey, keyring)) {
        throw new IllegalArgumentException(
            "The index key '%s' is there as a data key too; if it is one, give it once, with role=%s"
                .formatted(index, KeyRole.INDEX_AND_DATA.text()));
      }
      return batch.keep(keyring);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
    }
  }
}
