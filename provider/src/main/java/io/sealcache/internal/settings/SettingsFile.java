package io.sealcache.internal.settings;

import io.sealcache.internal.files.FileLocation;
import io.sealcache.internal.files.SecretFile;
import io.sealcache.internal.text.LoggerName;
import io.sealcache.internal.text.MasterKeyText;
import io.sealcache.internal.text.PrintableUri;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The properties file: what {@code sealcache.config} names, otherwise {@code sealcache.properties}
 * on the class path. In UTF-8.
 */
final class SettingsFile {
  private static final String ON_CLASS_PATH = "sealcache.properties";

  /** Some editors put it before the first name. */
  private static final Pattern BYTE_ORDER_MARK = Pattern.compile("^\uFEFF");

  private static final Pattern LIKE_PREFIX =
      Pattern.compile("seal[-_.]?cache[-_.]", Pattern.CASE_INSENSITIVE);

  /** Also of a jar. */
  private static final Pattern SERVER =
      Pattern.compile("(\\w+:)*(https?|ftp):", Pattern.CASE_INSENSITIVE);

  /** As the JDK and Spring Boot's loader write it. */
  private static final Pattern IN_JAR = Pattern.compile("^jar:(?:file:(.*?)!/|nested:(.*?)/!).*");

  private static final System.Logger LOGGER = LoggerName.PROVIDER.logger();

  private SettingsFile() {}

  /** The file's content; null if none is named and none is on the class path. */
  static @Nullable Properties find(
      Properties manager, Properties system, Map<String, String> environment, ClassLoader loader) {
    String keyStore = given(Setting.KEYSTORE, manager, system, environment);
    String config = given(Setting.CONFIG, manager, system, environment);
    if (config != null) {
      Path file = FileLocation.path(Setting.CONFIG.propertyName(), config, "a properties file");
      return load(url(file), PrintableUri.of(file.toString()), keyStore);
    }
    URL found = loader.getResource(ON_CLASS_PATH);
    if (found == null) {
      return null;
    }
    String shown = PrintableUri.of(found.toString());
    if (SERVER.matcher(found.toString()).lookingAt()) {
      throw new IllegalArgumentException(
          "The properties file '%s' on the class path is on a server; name a local one by '%s'"
              .formatted(shown, Setting.CONFIG));
    }
    tellOfOthers(shown, loader);
    return load(found, shown, keyStore);
  }

  /** The value that beats the file's; null: there is none. */
  private static @Nullable String given(
      Setting setting, Properties manager, Properties system, Map<String, String> environment) {
    String name = setting.propertyName();
    String property = manager.getProperty(name, system.getProperty(name));
    return property == null ? environment.get(setting.environmentName()) : property;
  }

  /** Their settings have no effect, and which is the first may be chance. */
  private static void tellOfOthers(String used, ClassLoader loader) {
    try {
      Set<String> others = new TreeSet<>();
      loader
          .getResources(ON_CLASS_PATH)
          .asIterator()
          .forEachRemaining(url -> others.add(PrintableUri.of(url.toString())));
      others.remove(used);
      if (!others.isEmpty()) {
        LOGGER.log(
            System.Logger.Level.WARNING,
            "Of several {0} on the class path {1} is used; ignored are {2}. Leave one there, or name it by ''{3}''",
            ON_CLASS_PATH,
            used,
            others,
            Setting.CONFIG);
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "The class path cannot be searched for %s (%s)"
              .formatted(ON_CLASS_PATH, e.getClass().getSimpleName()));
    }
  }

  private static URL url(Path file) {
    try {
      return file.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e); // each JDK has file:
    }
  }

  /**
   * @param shown as messages name it
   * @param keyStore the one that beats the file's
   */
  private static Properties load(URL url, String shown, @Nullable String keyStore) {
    var properties = new Properties();
    try (Reader reader = new InputStreamReader(open(url), StandardCharsets.UTF_8)) {
      var text = new StringWriter();
      reader.transferTo(text);
      properties.load(new StringReader(BYTE_ORDER_MARK.matcher(text.toString()).replaceFirst("")));
    } catch (IOException | IllegalArgumentException e) {
      // Without the cause: its message may show a URL's password.
      throw new IllegalArgumentException(
          "The properties file '%s' cannot be read (%s); correct it, or '%s'"
              .formatted(shown, e.getClass().getSimpleName(), Setting.CONFIG));
    }
    String ofFile = properties.getProperty(Setting.KEYSTORE.propertyName(), "");
    boolean hasAliases = !(keyStore == null ? ofFile : keyStore).isBlank();
    if (properties.stringPropertyNames().stream()
        .anyMatch(name -> holdsASecret(name, properties.getProperty(name, ""), hasAliases))) {
      ensureSafe(url, shown);
    }
    if (properties.containsKey(Setting.CONFIG.propertyName())) {
      throw new IllegalArgumentException(
          "Setting '%s' cannot be given in the properties file '%s' itself"
              .formatted(Setting.CONFIG, shown));
    }
    for (String name : properties.stringPropertyNames()) {
      if (isMisspelt(name)) {
        throw new IllegalArgumentException(
            "The properties file '%s' has '%s', which would be ignored: names of settings begin with '%s'"
                .formatted(shown, name, Setting.PREFIX));
      }
    }
    return properties;
  }

  /**
   * Whether a key or password stands there, and not where one is: a file, or an alias, unless that
   * is written like a key.
   */
  private static boolean holdsASecret(String name, String value, boolean hasAliases) {
    if (name.equals(Setting.KEY_TABLE.propertyName())) {
      return value.startsWith("jdbc:"); // its URL may have a password
    }
    if (name.equals(Setting.KEYSTORE_PASSWORD.propertyName())) {
      return !value.isBlank();
    }
    return Setting.isSecretProperty(name)
        && Stream.of(value.split(",", -1))
            .map(String::strip)
            .filter(item -> !hasAliases || MasterKeyText.mayHoldAKey(item))
            .anyMatch(item -> !item.isEmpty() && !item.startsWith("file:"));
  }

  private static void ensureSafe(URL url, String shown) {
    String where = "The properties file '%s', which holds a key or password,".formatted(shown);
    String file = IN_JAR.matcher(url.toString()).replaceFirst("file:$1$2");
    if (!file.startsWith("file:")) {
      throw new IllegalArgumentException(
          "%s lies where SealCache can't tell who may read it; name a file by '%s'"
              .formatted(where, Setting.CONFIG));
    }
    try {
      SecretFile.ensure(where, FileLocation.ofUrl(file));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "%s can't be looked at (%s)".formatted(where, e.getClass().getSimpleName()));
    }
  }

  /** Whether it is meant for a setting, though it doesn't begin as one. */
  private static boolean isMisspelt(String name) {
    return !name.startsWith(Setting.PREFIX)
        && (LIKE_PREFIX.matcher(name).lookingAt()
            || Stream.of(Setting.values()).anyMatch(setting -> setting.localName().equals(name))
            || (name.startsWith("cache.") && Setting.ending(name).isPresent()));
  }

  private static InputStream open(URL url) throws IOException {
    if (url.getProtocol().equals("file")) {
      // As a URL a directory would give a list of its files.
      return Files.newInputStream(FileLocation.ofUrl(url.toString()));
    }
    URLConnection connection = url.openConnection();
    // A cached jar would stay open, and keep an old content alive.
    connection.setUseCaches(false);
    return connection.getInputStream();
  }
}
