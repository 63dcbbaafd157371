package io.sealcache.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.sealcache.internal.settings.Setting;
import io.sealcache.internal.settings.Settings;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of each command: the settings of the application, jars, and how it is answered. */
public final class RunOptions {
  static final String LIB = "--lib";

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec command;

  @Option(names = "--json", description = "Prints JSON, for programs.")
  private boolean json;

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description =
          "Properties file with the settings of the application, sealcache.*, and those that its"
              + " store is given. They may also be in the environment, as an application's. Where it"
              + " gives a DataSource, sealcache.key-table is a JDBC URL; the driver is one of --lib.")
  private @Nullable Path file;

  // Read before the command runs, by LibraryLoader.
  @SuppressWarnings("UnusedVariable")
  @Option(
      names = LIB,
      paramLabel = "JAR",
      description =
          "Jar file of the store, of what it needs or of the application's classes; or a folder:"
              + " all jars in it, and its classes. May be given several times.")
  private List<Path> jars = List.of();

  /** For picocli. */
  public RunOptions() {}

  /** Prints it. */
  public void print(Answer answer) {
    answer.print(requireNonNull(command).commandLine().getOut(), json);
  }

  /** Shows how far work has come. */
  public Progress progress(ToolInput input, String what) {
    return new Progress(input, requireNonNull(command).commandLine().getErr(), what);
  }

  /**
   * Properties of a cache manager.
   *
   * @throws IllegalArgumentException if a setting is unknown or wrong, or the file can't be read
   */
  public Properties properties() throws IOException {
    Properties properties = new Properties();
    if (file != null) {
      properties.setProperty(Setting.CONFIG.propertyName(), file.toString());
      settings(properties); // says better what is wrong with the file
      Properties all = new Properties();
      // Without a byte order mark, by which the first name would be none of SealCache's.
      String text = new String(Files.readAllBytes(file), UTF_8); // a comment may be anything
      all.load(new StringReader(text.replaceFirst("^\uFEFF", "")));
      properties.putAll(requireNonNull(Settings.forStore(all)));
    }
    Settings settings = settings(properties);
    String table = settings.text(Setting.KEY_TABLE);
    if (table != null && table.startsWith("jdbc:")) { // applications give a DataSource
      properties.put(Setting.KEY_TABLE.propertyName(), UrlDataSource.of(table));
    }
    return properties;
  }

  /** As a cache manager reads them. */
  public static Settings settings(Properties properties) {
    return Settings.read(properties, loader());
  }

  /** That of this tool and the jars of {@code --lib}. */
  public static ClassLoader loader() {
    return RunOptions.class.getClassLoader();
  }
}
