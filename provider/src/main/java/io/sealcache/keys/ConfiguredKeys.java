package io.sealcache.keys;

import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import io.sealcache.internal.files.FileLocation;
import io.sealcache.internal.text.LoggerName;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The keys that settings give, or the entries of a key store that they name: one keyring, the same
 * for all tenants, read once. Thread-safe.
 */
final class ConfiguredKeys implements KeySource {
  private static final String MASTER_KEY = "sealcache.master-key";
  private static final String PREVIOUS_MASTER_KEYS = "sealcache.previous-master-keys";
  private static final String INDEX_KEY = "sealcache.index-key";
  private static final String NO_KEY =
      """
      No master key: nothing is cached unencrypted, so 'sealcache.master-key' must be set. \
      Make one with
          openssl rand -hex 32
      and give it as system property sealcache.master-key or environment variable \
      SEALCACHE_MASTER_KEY, or as file:/path of a file that holds it, \
      or name a keyring file by sealcache.keyring. \
      For a cache that shall live longer than its key, make a second one and set it as \
      sealcache.index-key (SEALCACHE_INDEX_KEY): it stays when the master key is rotated.\
      """;

  private final Keyring keyring;

  private ConfiguredKeys(Keyring keyring) {
    this.keyring = keyring;
  }

  /** As {@link KeySources#ofText}. */
  static ConfiguredKeys of(
      @Nullable String masterKey, @Nullable String previous, @Nullable String index) {
    if (masterKey == null || masterKey.isBlank()) {
      throw new IllegalArgumentException(NO_KEY);
    }
    return read(masterKey, previous, index, KeyReference::read);
  }

  /**
   * @param reader makes a key of the name and the value of a setting
   */
  static ConfiguredKeys read(
      String masterKey,
      @Nullable String previous,
      @Nullable String index,
      BiFunction<String, String, MasterKey> reader) {
    try (var batch = new KeyBatch()) {
      MasterKey current = batch.add(reader.apply(MASTER_KEY, masterKey));
      List<MasterKey> older = new ArrayList<>();
      for (String item : items(previous)) {
        older.add(batch.add(reader.apply(PREVIOUS_MASTER_KEYS, item)));
      }
      MasterKey indexKey = index == null ? null : batch.add(reader.apply(INDEX_KEY, index));
      var keys = new ConfiguredKeys(batch.keep(assemble(current, older, indexKey)));
      keys.warnOfColdCache();
      return keys;
    }
  }

  /** As {@link KeySources#ofKeyStore}. */
  static ConfiguredKeys ofKeyStore(
      String location,
      String password,
      String masterKey,
      @Nullable String previous,
      @Nullable String index) {
    Path file = FileLocation.path("sealcache.keystore", location, "a PKCS#12 key store");
    if (index != null && index.isBlank()) { // its key forgotten, the data key would be taken
      throw new IllegalArgumentException(
          "Setting '%s' is blank; it must be the alias of a key, or not be there"
              .formatted(INDEX_KEY));
    }
    char[] characters = password.toCharArray();
    try {
      SecretKeys store = SecretKeys.load(file, characters);
      return read(masterKey, previous, index, store::masterKey);
    } finally {
      Arrays.fill(characters, '\0');
    }
  }

  @Override
  public Keyring keyring(@Nullable String tenant) {
    return keyring;
  }

  @Override
  public void close() {
    keyring.destroy();
  }

  private static List<String> items(@Nullable String text) {
    return text == null || text.isBlank()
        ? List.of()
        : Arrays.stream(text.split(",", -1)).map(String::strip).toList();
  }

  private static Keyring assemble(
      MasterKey current, List<MasterKey> previous, @Nullable MasterKey index) {
    try {
      return new Keyring(current, previous, index);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Settings '%s' and '%s': %s".formatted(MASTER_KEY, PREVIOUS_MASTER_KEYS, e.getMessage()),
          e);
    }
  }

  private void warnOfColdCache() {
    if (!keyring.previous().isEmpty() && !keyring.hasOwnIndexKey()) {
      LoggerName.KEYS
          .logger()
          .log(
              Level.WARNING,
              "{0} is set but {1} is not: stored keys are made with the new {2}, so entries stored"
                  + " before the rotation are not found and the cache starts cold. To keep them,"
                  + " set {1} to the key they were stored under",
              PREVIOUS_MASTER_KEYS,
              INDEX_KEY,
              MASTER_KEY);
    }
  }
}
