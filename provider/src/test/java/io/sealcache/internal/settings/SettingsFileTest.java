package io.sealcache.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sealcache.fixture.CapturedLog;
import io.sealcache.fixture.Needs;
import io.sealcache.fixture.OwnersFile;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsFileTest {
  private static final Properties NONE = new Properties();

  @TempDir private Path directory;
  private URLClassLoader loader;

  @BeforeEach
  void open() throws IOException {
    loader = new URLClassLoader(new URL[] {directory.toUri().toURL()}, null);
  }

  @AfterEach
  void close() throws IOException {
    loader.close();
  }

  @Test
  void find_givesNullWhereThereIsNone() {
    assertThat(find(NONE)).isNull();
  }

  @Test
  void find_readsTheClassPathAsUtf8() throws IOException {
    write("sealcache.properties", "sealcache.tenant=Ümläut");

    assertThat(find(NONE)).isEqualTo(Map.of("sealcache.tenant", "Ümläut"));
  }

  @Test
  void find_prefersWhatConfigNamesBySource() throws IOException {
    write("sealcache.properties", "sealcache.context=class path");
    Properties manager = config(write("manager", "sealcache.context=manager").toString());
    Properties system = config(write("system", "sealcache.context=system").toUri().toString());
    Map<String, String> environment =
        Map.of("SEALCACHE_CONFIG", write("env", "sealcache.context=environment").toString());

    assertThat(context(manager, system, environment)).isEqualTo("manager");
    assertThat(context(NONE, system, environment)).isEqualTo("system");
    assertThat(context(NONE, NONE, environment)).isEqualTo("environment");
    assertThat(context(NONE, NONE, Map.of())).isEqualTo("class path");
  }

  @Test
  void find_readsWhatBeginsWithAByteOrderMark() throws IOException {
    write("sealcache.properties", "\uFEFFsealcache.context=marked");

    assertThat(context(NONE, NONE, Map.of())).isEqualTo("marked");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tenant",
        "on-unreadable",
        "cache.books.padding",
        "seal-cache.max-age",
        "Sealcache.tenant",
        "SEALCACHE_TENANT"
      })
  void find_refusesASettingThatDoesNotBeginAsOne(String name) throws IOException {
    write("sealcache.properties", name + "=geheim");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> find(NONE))
        .withMessageContainingAll("sealcache.properties", "'" + name + "'", "begin with")
        .withMessageNotContaining("geheim");
  }

  @Test
  void find_takesWhatIsOfAnother() throws IOException {
    write("sealcache.properties", "infinispan.client.hotrod.server_list=here\nlog.level=FINE");

    assertThat(find(NONE)).hasSize(2);
  }

  @Test
  void find_saysWhichOfSeveralOnTheClassPathHasNoEffect() throws IOException {
    URL used = write("sealcache.properties", "sealcache.context=first").toUri().toURL();
    Path other = Files.createDirectory(directory.resolve("other"));
    URL ignored = write("other/sealcache.properties", "sealcache.tenant=acme").toUri().toURL();
    try (URLClassLoader both =
        new URLClassLoader(new URL[] {directory.toUri().toURL(), other.toUri().toURL()}, null)) {
      assertThat(
              CapturedLog.of(
                  "io.sealcache",
                  () ->
                      assertThat(SettingsFile.find(NONE, NONE, Map.of(), both))
                          .isEqualTo(Map.of("sealcache.context", "first"))))
          .singleElement()
          .asString()
          .startsWith("WARNING")
          .containsSubsequence(used + " is used", ignored.toString());
    }
    assertThat(CapturedLog.of("io.sealcache", () -> find(NONE))).isEmpty();
  }

  @Test
  void find_takesSpacesAsTheyAre() throws IOException {
    Files.createDirectory(directory.resolve("with a space"));
    Path file = write("with a space/file", "sealcache.context=spaced");

    for (String config : List.of(file.toString(), file.toUri().toString(), "file:" + file)) {
      assertThat(context(config(config), NONE, Map.of())).isEqualTo("spaced");
    }
  }

  @Test
  void find_readsWhatLiesInAJarOfTheClassPath() throws IOException {
    Path jar = directory.resolve("a.jar");
    try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      zip.putNextEntry(new ZipEntry("sealcache.properties"));
      zip.write("sealcache.context=jar".getBytes(StandardCharsets.UTF_8));
    }

    try (URLClassLoader ofJar = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
      assertThat(SettingsFile.find(NONE, NONE, Map.of(), ofJar))
          .containsEntry("sealcache.context", "jar");
    }
  }

  @Test
  void find_refusesAMissingFileAndADirectory() {
    for (Path path : List.of(directory.resolve("not there"), directory)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> find(config(path.toString())))
          .withMessageContainingAll(path.toString(), "cannot be read", "sealcache.config");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nowhere://me:geheim@host/x",
        "http://me:geheim@127.0.0.1:1/ x",
        "HTTP://127.0.0.1:1/x?geheim",
        "https://me:geheim@127.0.0.1:1/x",
        "jar:http://127.0.0.1:1/geheim.jar!/x",
        "url:file:/geheim"
      })
  void find_refusesOtherUrlsWithoutShowingThem(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> find(config(url)))
        .withMessageContainingAll("sealcache.config", "path or the file: URL")
        .withMessageNotContaining("geheim");
  }

  @Test
  void find_refusesAMalformedFileWithoutShowingIt() throws IOException {
    Path file = write("broken", "sealcache.master-key=geheim\\u00zz");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> find(config(file.toString())))
        .withMessageContaining(file.toString())
        .withMessageNotContaining("geheim");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sealcache.master-key=geheim",
        "sealcache.cache.a.index-key=geheim",
        "sealcache.keystore.password=geheim",
        "sealcache.keystore=k\nsealcache.keystore.password=geheim",
        "sealcache.keystore.password=file:geheim",
        "sealcache.keystore=\nsealcache.master-key=geheim",
        "sealcache.previous-master-keys=file:/run/secrets/old, geheim",
        "sealcache.key-table=jdbc:h2:x;PASSWORD=geheim"
      })
  void fileWithASecret_isRefusedWhereOthersMayReadIt(String content) throws IOException {
    Path file = write("settings", content);
    Needs.posixPermissions(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> find(config(file.toString())))
        .withMessageContainingAll(file.toString(), "may be read or written by others", "chmod 600")
        .withMessageNotContaining("geheim");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(find(config(file.toString()))).isNotNull();
  }

  @Test
  void fileWithASecret_isRefusedWhereOthersMayReplaceIt() throws IOException {
    Path folder = Files.createDirectory(directory.resolve("open"));
    Path file = OwnersFile.write(folder.resolve("settings"), "sealcache.master-key=geheim");
    Needs.posixPermissions(file);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> find(config(file.toString())))
        .withMessageContainingAll("'" + folder + "'", "may be written by others");
  }

  @Test
  void jarWithASecret_isRefusedWhereOthersMayReadIt() throws IOException {
    Path jar = Files.createDirectory(directory.resolve("of a build")).resolve("a.jar");
    Needs.posixPermissions(directory);
    try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      zip.putNextEntry(new ZipEntry("sealcache.properties"));
      zip.write("sealcache.master-key=geheim".getBytes(StandardCharsets.UTF_8));
    }
    Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-r--r--"));

    try (URLClassLoader ofJar = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SettingsFile.find(NONE, NONE, Map.of(), ofJar))
          .withMessageContainingAll(jar.toString(), "may be read or written by others")
          .withMessageNotContaining("geheim");
      Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-------"));
      assertThat(SettingsFile.find(NONE, NONE, Map.of(), ofJar)).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sealcache.context=a",
        "sealcache.master-key=",
        "sealcache.master-key=file:/run/secrets/key",
        "sealcache.keystore=k\nsealcache.master-key=alias",
        "sealcache.keystore.password=",
        "sealcache.previous-master-keys=file:/run/secrets/a, file:/run/secrets/b,",
        "sealcache.key-table=/var/keys"
      })
  void fileWithoutASecret_isAnybodysToRead(String content) throws IOException {
    Path file = write("settings", content);
    Needs.posixPermissions(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

    assertThat(find(config(file.toString()))).isNotNull();
  }

  @Test
  void aliasesOfAKeyStoreThatIsSetElsewhere_areNoSecrets() throws IOException {
    Path file = write("settings", "sealcache.master-key=alias\nsealcache.index-key=other");
    Needs.posixPermissions(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    Properties config = config(file.toString());
    Properties keyStore = SettingsTest.properties("sealcache.keystore", "k");
    Properties both = config(file.toString());
    both.putAll(keyStore);

    assertThat(SettingsFile.find(both, NONE, Map.of(), loader)).hasSize(2);
    assertThat(SettingsFile.find(config, keyStore, Map.of(), loader)).hasSize(2);
    assertThat(SettingsFile.find(config, NONE, Map.of("SEALCACHE_KEYSTORE", "k"), loader))
        .hasSize(2);
    for (String blank : List.of("", " ")) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> SettingsFile.find(config, NONE, Map.of("SEALCACHE_KEYSTORE", blank), loader))
          .withMessageContaining("may be read or written by others");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"master-key=%s", "previous-master-keys=alias, %s", "index-key=%s"})
  void keyInPlaceOfAnAlias_isASecret(String setting) throws IOException {
    String secret = "f866e5447c01e694cf4ae75b6f203ab6a37406cf725906c365245ade444cc50b";
    Path file = write("settings", "sealcache.keystore=k\nsealcache." + setting.formatted(secret));
    Needs.posixPermissions(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> find(config(file.toString())))
        .withMessageContaining("may be read or written by others")
        .withMessageNotContaining(secret);
  }

  @Test
  void find_refusesConfigWithinTheFile() throws IOException {
    write("sealcache.properties", "sealcache.config=other");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> find(NONE))
        .withMessageContainingAll("sealcache.config", "itself");
  }

  @Test
  void read_usesTheFileOfTheLoader() throws IOException {
    write("sealcache.properties", "sealcache.cache.a.tenant=acme");

    assertThat(SettingsTest.cache(Settings.read(null, loader), "a").tenant()).isEqualTo("acme");
  }

  private @Nullable Properties find(Properties manager) {
    return SettingsFile.find(manager, NONE, Map.of(), loader);
  }

  private @Nullable String context(
      Properties manager, Properties system, Map<String, String> environment) {
    Properties file = SettingsFile.find(manager, system, environment, loader);
    return file == null ? null : file.getProperty("sealcache.context");
  }

  private Path write(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content);
  }

  private static Properties config(String value) {
    return SettingsTest.properties("sealcache.config", value);
  }
}
