package io.sealcache.cli.keyring;

import io.sealcache.keys.KeyringFile;

/** Which keys can be done without. */
final class Retirement {
  private Retirement() {}

  /**
   * @throws IllegalArgumentException if there is no such key, it is the current one, or the index
   *     key and no data key
   */
  static void ensureAllowed(KeyringFile keyring, String id) {
    if (!keyring.opensValues(id)) {
      throw new IllegalArgumentException(
          "Key '%s' is the index key: without it no entry is found any more; keep it"
              .formatted(id));
    }
    if (id.equals(keyring.current())) {
      throw new IllegalArgumentException(
          "Key '%s' is the current key, which seals values; promote another one first"
              .formatted(id));
    }
  }
}
