package io.sealcache.internal.managerkeys;

import io.sealcache.core.Keyring;
import io.sealcache.keys.KeyHistory;
import io.sealcache.keys.KeyLoadStatus;
import io.sealcache.keys.KeySource;
import io.sealcache.keys.KeySources;
import io.sealcache.keys.WrappingKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A keyring file with the key that wraps its keys, which goes with it. */
record WrappedKeyring(KeySource file, WrappingKey key) implements KeySource {
  /**
   * Reads the file.
   *
   * @param key taken over
   * @throws IllegalArgumentException if the file can't be read or holds no keyring
   */
  static WrappedKeyring open(String location, WrappingKey key) {
    try {
      return new WrappedKeyring(KeySources.ofKeyringFile(location, key), key);
    } catch (RuntimeException e) {
      key.close();
      throw e;
    }
  }

  @Override
  public Keyring keyring(@Nullable String tenant) {
    return file.keyring(tenant);
  }

  @Override
  public Optional<KeyLoadStatus> loadStatus() {
    return file.loadStatus();
  }

  @Override
  public KeyHistory history() {
    return file.history();
  }

  @Override
  public void close() {
    try {
      file.close();
    } finally {
      key.close();
    }
  }

  @Override
  public String toString() {
    return "WrappedKeyring";
  }
}
