package io.sealcache.keys;

import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import java.util.ArrayList;
import java.util.List;

/** Keys of a keyring in the making: closing it destroys them, unless they are kept. */
final class KeyBatch implements AutoCloseable {
  private final List<MasterKey> keys = new ArrayList<>();

  MasterKey add(MasterKey key) {
    keys.add(key);
    return key;
  }

  /** Leaves the keys to the keyring that they became. */
  Keyring keep(Keyring keyring) {
    keys.clear();
    return keyring;
  }

  @Override
  public void close() {
    keys.forEach(MasterKey::destroy);
  }
}
