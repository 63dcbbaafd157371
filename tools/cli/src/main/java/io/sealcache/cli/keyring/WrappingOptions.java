package io.sealcache.cli.keyring;

import io.sealcache.cli.SettingsFile;
import io.sealcache.cli.SettingsOptions;
import io.sealcache.cli.ToolInput;
import io.sealcache.internal.managerkeys.KeyringWrapping;
import io.sealcache.internal.settings.Setting;
import io.sealcache.internal.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The key that wraps those of a keyring file: one of a key store, or as the settings have it. */
final class WrappingOptions {
  @ArgGroup(exclusive = false)
  private @Nullable KeyStoreOptions keyStore;

  @Option(
      names = SettingsFile.OPTION,
      paramLabel = "FILE",
      description =
          "Properties file with the settings of the application, sealcache.*: the key that wraps"
              + " others is that of sealcache.kms. They may also be in the environment. The module of a key management service is one of --lib.")
  private @Nullable Path settings;

  /**
   * Opens it.
   *
   * @return null: the settings name none
   * @throws IllegalArgumentException if the key store does not open, has no such key, or a setting
   *     is wrong or missing
   */
  @Nullable KeyringWrapping open(ToolInput input) throws IOException {
    if (keyStore != null) {
      return new KeyringWrapping(keyStore.wrappingKey(input), Map.of());
    }
    Settings given = SettingsOptions.settings(SettingsFile.properties(settings));
    KeyringWrapping wrapping = KeyringWrapping.of(given, SettingsOptions.loader());
    if (wrapping == null) {
      ensureNoKeyStore(given);
    }
    return wrapping;
  }

  /** Who names one, but no key of it, means keys to be wrapped, and would get them in clear. */
  private static void ensureNoKeyStore(Settings given) {
    if (given.isGiven(Setting.KEYSTORE) && !given.isGiven(Setting.MASTER_KEY)) {
      throw new IllegalArgumentException(
          "Setting '%s' is given, but '%s' is missing, which names the key that wraps others: set it, or take the key store out"
              .formatted(Setting.KEYSTORE.propertyName(), Setting.KMS.propertyName()));
    }
  }
}
