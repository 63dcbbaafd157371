package io.sealcache.internal.managerkeys;

import io.sealcache.internal.settings.Setting;
import io.sealcache.internal.settings.Settings;
import io.sealcache.keys.KeySource;
import io.sealcache.keys.KeySources;
import io.sealcache.keys.KeyStoreType;
import io.sealcache.keys.RefreshTimes;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;

/** Keys that settings give for all names: as text, by a keyring file, or in a key store. */
final class GivenKeys {
  private GivenKeys() {}

  static KeySource text(Settings settings) {
    return KeySources.ofText(
        settings.text(Setting.MASTER_KEY),
        settings.text(Setting.PREVIOUS_MASTER_KEYS),
        settings.text(Setting.INDEX_KEY));
  }

  static KeySource keyringFile(Settings settings, ClassLoader classLoader) {
    if (settings.isGiven(Setting.KMS)) {
      return servedKeyring(settings, classLoader);
    }
    return settings.isGiven(Setting.KEYSTORE_WRAPPING)
        ? wrappedKeyring(settings)
        : KeySources.ofKeyringFile(KeyEncryptionKeys.given(settings, Setting.KEYRING));
  }

  private static KeySource servedKeyring(Settings settings, ClassLoader classLoader) {
    String keyring = KeyEncryptionKeys.required(settings, Setting.KEYRING, Setting.KMS);
    return ApplicationKeySource.ofOurs(
        KeySources.ofKeyringFile(
            keyring,
            KeyEncryptionKeys.service(settings, classLoader),
            KeyringWrapping.context(settings),
            RefreshTimes.standard()));
  }

  private static KeySource wrappedKeyring(Settings settings) {
    String keyring =
        KeyEncryptionKeys.required(settings, Setting.KEYRING, Setting.KEYSTORE_WRAPPING);
    return WrappedKeyring.open(keyring, KeyEncryptionKeys.wrappingKey(settings));
  }

  static KeySource keyStore(Settings settings) {
    if (settings.keyStoreType() == KeyStoreType.PKCS11) {
      throw new IllegalArgumentException(
          "Setting '%s' is 'pkcs11', whose keys don't leave the token: set '%s' and '%s', a keyring file with keys that one of the token's wraps"
              .formatted(
                  Setting.KEYSTORE_TYPE.propertyName(),
                  Setting.KEYRING.propertyName(),
                  Setting.KEYSTORE_WRAPPING.propertyName()));
    }
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
