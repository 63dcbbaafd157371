package io.sealcache.cli.keyring;

import io.sealcache.cli.SettingsFile;
import io.sealcache.cli.SettingsOptions;
import io.sealcache.cli.ToolInput;
import io.sealcache.internal.managerkeys.KeyringWrapping;
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
              + " others is that of sealcache.kms, or of sealcache.keystore.wrapping. The module of"
              + " a key management service is one of --lib.")
  private @Nullable Path settings;

  /**
   * Opens it.
   *
   * @return null: the settings name none
   * @throws IllegalArgumentException if the key store does not open, has no such key, or a setting
   *     is wrong
   */
  @Nullable KeyringWrapping open(ToolInput input) throws IOException {
    if (keyStore != null) {
      return new KeyringWrapping(keyStore.wrappingKey(input), Map.of());
    }
    return KeyringWrapping.of(
        SettingsOptions.settings(SettingsFile.properties(settings)), SettingsOptions.loader());
  }
}
