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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The settings that a command works by: those of the application. */
public final class SettingsOptions {
  private static final String JDBC = "jdbc:";

  @Mixin
  @SuppressWarnings("UnusedVariable") // read by LibraryLoader
  private LibraryOptions libraries = new LibraryOptions();

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description =
          "Properties file with the settings of the application, sealcache.*, and those that its"
              + " store is given. They may also be in the environment, as an application's.")
  private @Nullable Path file;

  @Option(
      names = "--key-table",
      paramLabel = "LOCATION",
      description =
          "Directory or JDBC URL of the key table, where the application gives a DataSource. The"
              + " driver's jar is one of --lib.")
  private @Nullable String keyTable;

  @Option(names = "--jdbc-user", paramLabel = "USER", description = "User of the database.")
  private @Nullable String jdbcUser;

  @Option(
      names = "--jdbc-password-file",
      paramLabel = "FILE",
      description = "The user's password is this file's first line.")
  private @Nullable Path jdbcPasswordFile;

  /** For picocli. */
  public SettingsOptions() {}

  /**
   * Properties of a cache manager.
   *
   * @throws IllegalArgumentException if a setting is unknown or wrong, or the file can't be read
   */
  public Properties properties(ToolInput input) throws IOException {
    Properties properties = storeProperties();
    if (keyTable != null) {
      properties.setProperty(Setting.KEY_TABLE.propertyName(), keyTable);
    }
    String table = settings(properties).text(Setting.KEY_TABLE);
    if (table != null && table.startsWith(JDBC)) {
      properties.put(Setting.KEY_TABLE.propertyName(), database(table, input));
    }
    return properties;
  }

  /** As above, for what needs no key. */
  public Properties storeProperties() throws IOException {
    Properties properties = new Properties();
    if (file != null) {
      properties.setProperty(Setting.CONFIG.propertyName(), file.toString());
      settings(properties); // says better what is wrong with the file
      addStores(file, properties);
    }
    return properties;
  }

  /** As a cache manager reads them. */
  public static Settings settings(Properties properties) {
    return Settings.read(properties, loader());
  }

  /** That of this tool and the jars of {@code --lib}. */
  public static ClassLoader loader() {
    return SettingsOptions.class.getClassLoader();
  }

  private UrlDataSource database(String url, ToolInput input) throws IOException {
    return UrlDataSource.of(
        url, jdbcUser, jdbcPasswordFile == null ? null : input.password(jdbcPasswordFile));
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
