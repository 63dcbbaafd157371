package io.sealcache.cli;

import static java.util.Objects.requireNonNull;

import io.sealcache.internal.settings.Setting;
import io.sealcache.internal.settings.Settings;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The file with an application's settings. */
public final class SettingsFile {
  /** The option that names it. */
  public static final String OPTION = "--settings";

  /** What the option is for. */
  public static final String DESCRIPTION =
      "Properties file with the settings of the application, sealcache.*, and those that its store"
          + " is given. They may also be in the environment, as an application's.";

  private SettingsFile() {}

  /**
   * Properties of a cache manager.
   *
   * @param file null: what the environment has
   * @throws IllegalArgumentException if a setting is unknown or wrong, or the file can't be read
   */
  public static Properties properties(@Nullable Path file) throws IOException {
    Properties properties = new Properties();
    if (file != null) {
      properties.setProperty(Setting.CONFIG.propertyName(), file.toString());
      SettingsOptions.settings(properties); // says better what is wrong with the file
      addStores(file, properties);
    }
    return properties;
  }

  /** What isn't ours, for which an application has the manager's properties. */
  private static void addStores(Path file, Properties properties) throws IOException {
    Properties all = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      all.load(reader);
    }
    properties.putAll(requireNonNull(Settings.forStore(all)));
  }
}
