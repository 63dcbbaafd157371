package io.sealcache.cli;

import io.sealcache.internal.settings.Setting;
import io.sealcache.internal.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The settings that a command works by: those of the application. */
public final class SettingsOptions {
  private static final String JDBC = "jdbc:";
  private static final String JDBC_PASSWORD_FILE = "--jdbc-password-file";

  @Mixin
  @SuppressWarnings("UnusedVariable") // read by LibraryLoader
  private LibraryOptions libraries = new LibraryOptions();

  @Option(names = SettingsFile.OPTION, paramLabel = "FILE", description = SettingsFile.DESCRIPTION)
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
      names = JDBC_PASSWORD_FILE,
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
    return SettingsFile.properties(file);
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
        url,
        jdbcUser,
        jdbcPasswordFile == null ? null : input.password(JDBC_PASSWORD_FILE, jdbcPasswordFile));
  }
}
