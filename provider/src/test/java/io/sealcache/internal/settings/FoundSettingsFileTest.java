package io.sealcache.internal.settings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sealcache.fixture.CapturedLog;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the properties file of a class path may lie. */
class FoundSettingsFileTest {
  private static @Nullable Properties found(String url, String... ignored) {
    return holding("sealcache.tenant=acme", url, ignored);
  }

  /** The settings that lie on a class path at this URL. */
  private static @Nullable Properties holding(String content, String url, String... ignored) {
    URLStreamHandler handler =
        new URLStreamHandler() {
          @Override
          protected URLConnection openConnection(URL opened) {
            return new URLConnection(opened) {
              @Override
              public void connect() {}

              @Override
              public InputStream getInputStream() {
                return new ByteArrayInputStream(content.getBytes(UTF_8));
              }
            };
          }
        };
    ClassLoader classPath =
        new ClassLoader(null) {
          @Override
          protected URL findResource(String name) {
            return at(url);
          }

          @Override
          protected Enumeration<URL> findResources(String name) {
            return Collections.enumeration(
                Stream.concat(Stream.of(url), Stream.of(ignored)).map(this::at).toList());
          }

          private URL at(String place) {
            try {
              return new URL(null, place, handler);
            } catch (MalformedURLException e) {
              throw new IllegalStateException(e);
            }
          }
        };
    return SettingsFile.find(new Properties(), new Properties(), Map.of(), classPath);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://me:geheim@host/sealcache.properties",
        "https://me:geheim@host/sealcache.properties",
        "ftp://me:geheim@host/sealcache.properties",
        "jar:http://me:geheim@host/a.jar!/sealcache.properties"
      })
  void find_refusesWhatTheClassPathHasOnAServer(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> found(url))
        .withMessageContainingAll("host/", "is on a server", "sealcache.config")
        .withMessageNotContaining("geheim");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jrt:/app/sealcache.properties",
        "jar:nested:/app.jar/!lib/a.jar!/sealcache.properties",
        "nested:/app.jar/!http:/sealcache.properties",
        "vfs:/app.war/WEB-INF/classes/sealcache.properties"
      })
  void find_readsWhatLiesInsideAnArchiveOfThisMachine(String url) {
    assertThat(found(url)).containsEntry("sealcache.tenant", "acme");
  }

  @Test
  void find_readsWhatAReplacedJarHolds(@TempDir Path directory) throws IOException {
    Path jar = directory.resolve("a.jar");
    for (String tenant : List.of("acme", "another")) {
      try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
        out.putNextEntry(new JarEntry("sealcache.properties"));
        out.write(("sealcache.tenant=" + tenant).getBytes(UTF_8));
      }
      try (URLClassLoader classPath = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
        assertThat(SettingsFile.find(new Properties(), new Properties(), Map.of(), classPath))
            .containsEntry("sealcache.tenant", tenant);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jrt:/app/sealcache.properties",
        "vfs:/app.war/WEB-INF/classes/sealcache.properties",
        "zip:/app.war!/WEB-INF/classes/sealcache.properties",
        "jar:war:file:/app.war*/WEB-INF/lib/a.jar!/sealcache.properties"
      })
  void find_refusesAKeyWhereNobodyCanTellWhoReadsIt(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> holding("sealcache.master-key=geheim", url))
        .withMessageContainingAll(url, "holds a key or password", "'sealcache.config'")
        .withMessageNotContaining("geheim");
  }

  @Test
  void find_saysWhichFileItIsWhereTheUrlOfTheClassPathIsNoUri() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> found("file:/opt/a^b/sealcache.properties"))
        .withMessageStartingWith("The properties file '")
        .withMessageContainingAll("cannot be read", "correct it", "'sealcache.config'")
        .withNoCause();
  }

  @Test
  void find_showsNoPasswordOfAnotherThatIsIgnored() {
    assertThat(
            CapturedLog.of(
                "io.sealcache",
                () -> found("vfs:/a/sealcache.properties", "https://me:geheim@host/b.properties")))
        .singleElement()
        .asString()
        .contains("vfs:/a/sealcache.properties", "host/b.properties")
        .doesNotContain("geheim");
  }
}
