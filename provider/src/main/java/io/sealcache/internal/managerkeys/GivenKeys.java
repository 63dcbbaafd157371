package io.sealcache.internal.managerkeys;

import io.sealcache.internal.settings.Setting;
import io.sealcache.internal.settings.Settings;
import io.sealcache.keys.KeySource;
import io.sealcache.keys.KeySources;
import io.sealcache.keys.RefreshTimes;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

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
      case SETTINGS ->
          KeySources.ofText(
              settings.text(Setting.MASTER_KEY),
              settings.text(Setting.PREVIOUS_MASTER_KEYS),
              settings.text(Setting.INDEX_KEY));
      case KEYRING_IN_CLEAR ->
          KeySources.ofKeyringFile(KeyEncryptionKeys.given(settings, Setting.KEYRING));
      case KEYRING_UNDER_KEYSTORE -> {
        String keyring =
            KeyEncryptionKeys.required(settings, Setting.KEYRING, Setting.KEYSTORE_WRAPPING);
        yield KeySources.ofKeyringFile(keyring, KeyEncryptionKeys.wrappingKey(settings), Map.of());
      }
      case KEYRING_UNDER_KMS -> {
        String keyring = KeyEncryptionKeys.required(settings, Setting.KEYRING, Setting.KMS);
        RefreshTimes times = settings.kmsTimes(); // before there is a key to close
        yield ApplicationKeySource.ofOurs(
            KeySources.ofKeyringFile(
                keyring,
                KeyEncryptionKeys.service(settings, classLoader),
                KeyringWrapping.context(settings),
                times));
      }
      case KEY_STORE -> keyStore(settings);
      case TABLE_UNDER_KEYSTORE, TABLE_UNDER_KMS, TABLE_UNDER_KMS_BEFORE_KEYSTORE ->
          ApplicationKeySource.ofOurs(KeyTableFactory.find().open(settings, classLoader));
      case SOURCE ->
          ApplicationKeySource.of(Objects.requireNonNull(settings.keySource()), classLoader);
    };
  }

  private static KeySource keyStore(Settings settings) {
    String previous = settings.text(Setting.KEYSTORE_PREVIOUS);
    String index = settings.text(Setting.KEYSTORE_INDEX);
    return KeySources.ofKeyStore(
        ofKeyStore(settings, Setting.KEYSTORE),
        ofKeyStore(settings, Setting.KEYSTORE_PASSWORD),
        ofKeyStore(settings, Setting.KEYSTORE_CURRENT),
        previous == null || previous.isBlank()
            ? List.of()
            : Stream.of(previous.split(",", -1)).map(String::strip).toList(),
        index == null || index.isBlank() ? null : index);
  }

  /** Whichever of them is given needs the others. */
  private static String ofKeyStore(Settings settings, Setting setting) {
    Setting by =
        EnumSet.range(Setting.KEYSTORE, Setting.KEYSTORE_INDEX).stream()
            .filter(one -> one != setting && settings.isGiven(one))
            .findFirst()
            .orElse(setting);
    return KeyEncryptionKeys.required(settings, setting, by);
  }
}
