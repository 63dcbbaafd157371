package io.sealcache.internal.managerkeys;

import io.sealcache.internal.settings.Setting;
import io.sealcache.internal.settings.Settings;
import io.sealcache.keys.KeyEncryptionKey;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The key that wraps the keys of a keyring file, by the settings.
 *
 * @param key closed with this
 * @param context for which a service wraps them; public
 */
public record KeyringWrapping(KeyEncryptionKey key, Map<String, String> context)
    implements AutoCloseable {
  /**
   * Opens the key.
   *
   * @return null: the settings name none, so that the file's keys are in clear
   * @throws IllegalArgumentException if a setting is missing or wrong
   */
  public static @Nullable KeyringWrapping of(Settings settings, ClassLoader classLoader) {
    return settings.isGiven(Setting.KMS)
        ? new KeyringWrapping(
            KeyEncryptionKeys.open(settings, classLoader),
            KeyEncryptionKeys.isOfKeyStore(settings) ? Map.of() : context(settings))
        : null;
  }

  static Map<String, String> context(Settings settings) {
    String context = settings.text(Setting.CONTEXT);
    return context == null || context.isEmpty()
        ? Map.of()
        : Map.of(KeyEncryptionKey.APPLICATION, context);
  }

  @Override
  public void close() {
    key.close();
  }

  @Override
  public String toString() {
    return "KeyringWrapping";
  }
}
