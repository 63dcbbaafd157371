package io.sealcache.internal.managerkeys;

import static io.sealcache.internal.managerkeys.KeyEncryptionKeys.required;

import io.sealcache.internal.settings.Setting;
import io.sealcache.internal.settings.Settings;
import io.sealcache.keys.KeySource;
import io.sealcache.keys.KeySources;
import io.sealcache.keys.RefreshTimes;
import java.util.Objects;

/** The key source of a place that settings name. */
final class GivenKeys {
  private GivenKeys() {}

  /**
   * Opens them.
   *
   * @param classLoader finds a key management service, or a key source of the application's
   * @throws IllegalArgumentException if a setting is missing or wrong
   */
  static KeySource open(KeyPlace place, Settings settings, ClassLoader classLoader) {
    return switch (place) {
      case SETTINGS -> inSettings(settings);
      case KEYRING_FILE -> ApplicationKeySource.ofOurs(keyringFile(settings, classLoader));
      case TABLE -> ApplicationKeySource.ofOurs(KeyTableFactory.find().open(settings, classLoader));
      case SOURCE ->
          ApplicationKeySource.of(Objects.requireNonNull(settings.keySource()), classLoader);
    };
  }

  private static KeySource inSettings(Settings settings) {
    String previous = settings.text(Setting.PREVIOUS_MASTER_KEYS);
    String index = settings.text(Setting.INDEX_KEY);
    if (settings.isGiven(Setting.KEYSTORE) || settings.isGiven(Setting.KEYSTORE_PASSWORD)) {
      return KeySources.ofKeyStore(
          required(settings, Setting.KEYSTORE, Setting.KEYSTORE_PASSWORD),
          required(settings, Setting.KEYSTORE_PASSWORD, Setting.KEYSTORE),
          required(settings, Setting.MASTER_KEY, Setting.KEYSTORE),
          previous,
          index);
    }
    return KeySources.ofText(settings.text(Setting.MASTER_KEY), previous, index);
  }

  private static KeySource keyringFile(Settings settings, ClassLoader classLoader) {
    RefreshTimes times = settings.kmsTimes(); // before there is a key to close
    String file = required(settings, Setting.KEYRING, Setting.KMS);
    KeyringWrapping wrapping = KeyringWrapping.of(settings, classLoader);
    if (wrapping == null) {
      return KeySources.ofKeyringFile(file);
    }
    return KeyEncryptionKeys.isOfKeyStore(settings) // whose key nobody can withdraw
        ? KeySources.ofKeyringFile(file, wrapping.key(), wrapping.context())
        : KeySources.ofKeyringFile(file, wrapping.key(), wrapping.context(), times);
  }
}
