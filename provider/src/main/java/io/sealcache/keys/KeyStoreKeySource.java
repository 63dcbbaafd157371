package io.sealcache.keys;

import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import io.sealcache.internal.files.FileLocation;
import io.sealcache.internal.text.LoggerName;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a PKCS#12 key store: secret keys for AES of 256 bits, one keyring for all tenants.
 * The key store is read once. Thread-safe.
 */
final class KeyStoreKeySource implements KeySource {
  /**
   * Which entries of a key store are which keys of a keyring. Immutable.
   *
   * @param previous of the data keys that open only; empty if there are none
   * @param index of the index key; null: the current key
   */
  record Aliases(String current, List<String> previous, @Nullable String index) {
    /** Copies the list. */
    Aliases {
      previous = List.copyOf(previous);
    }
  }

  private final Keyring keyring;

  private KeyStoreKeySource(Keyring keyring) {
    this.keyring = keyring;
  }

  /**
   * Reads the key store.
   *
   * @param location a path, or a {@code file:} URL
   * @param password of the key store and of its keys
   * @throws IllegalArgumentException if it can't be read, the password is wrong, it lacks a key, or
   *     the keys don't make a {@link Keyring}; the message contains no part of a key or password
   */
  static KeyStoreKeySource open(String location, String password, Aliases aliases) {
    Path file = FileLocation.path("sealcache.keystore", location, "a PKCS#12 key store");
    char[] characters = password.toCharArray();
    try (var batch = new KeyBatch()) {
      SecretKeys keys = SecretKeys.load(file, characters);
      MasterKey current = batch.add(keys.masterKey(aliases.current()));
      List<MasterKey> previous = new ArrayList<>();
      for (String alias : aliases.previous()) {
        previous.add(batch.add(keys.masterKey(alias)));
      }
      String index = aliases.index();
      MasterKey indexKey = index == null ? null : batch.add(keys.masterKey(index));
      Keyring keyring = batch.keep(assemble(file, current, previous, indexKey));
      if (!previous.isEmpty() && indexKey == null) {
        warnOfColdCache();
      }
      return new KeyStoreKeySource(keyring);
    } finally {
      Arrays.fill(characters, '\0');
    }
  }

  private static Keyring assemble(
      Path file, MasterKey current, List<MasterKey> previous, @Nullable MasterKey index) {
    try {
      return new Keyring(current, previous, index);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("Key store '" + file + "': " + e.getMessage(), e);
    }
  }

  private static void warnOfColdCache() {
    Logger logger = LoggerName.KEYS.logger();
    logger.log(
        Level.WARNING,
        "sealcache.keystore.previous is set but sealcache.keystore.index is not: entries stored"
            + " before the rotation are not found and the cache starts cold. To keep them, set"
            + " sealcache.keystore.index to the key they were stored under");
  }

  @Override
  public Keyring keyring(@Nullable String tenant) {
    return keyring;
  }

  @Override
  public void close() {
    keyring.destroy();
  }
}
