package io.sealcache.internal.managerkeys;

import io.sealcache.internal.settings.Setting;
import io.sealcache.internal.settings.Settings;
import io.sealcache.keys.KeySource;
import java.util.ServiceLoader;

/**
 * Opens the key table that settings name. It is an artifact of its own, found by {@link
 * ServiceLoader}.
 */
public interface KeyTableFactory {
  /**
   * Opens the table.
   *
   * @param classLoader finds a key management service
   * @throws IllegalArgumentException if a setting is missing or wrong
   */
  KeySource open(Settings settings, ClassLoader classLoader);

  /**
   * The one there is.
   *
   * @throws IllegalArgumentException if its artifact is not on the class path
   */
  static KeyTableFactory find() {
    return ServiceLoader.load(KeyTableFactory.class, KeyTableFactory.class.getClassLoader())
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Setting '%s' needs the artifact io.sealcache:sealcache-key-table: add it where sealcache-provider is, in the same version. A fat jar must merge the files of META-INF/services"
                        .formatted(Setting.KEY_TABLE)));
  }
}
