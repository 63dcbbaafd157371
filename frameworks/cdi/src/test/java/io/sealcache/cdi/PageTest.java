package io.sealcache.cdi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.fixture.SourceCompiler;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/cdi.md as it stands there, in a JVM and a directory of its own. */
class PageTest {
  private static final Pattern JAVA = Pattern.compile("(?s)```java\n(.*?)```");
  private static final Pattern NAME = Pattern.compile("public class (\\w+)");
  private static final String MAIN =
      """
      import jakarta.enterprise.inject.se.SeContainer;
      import jakarta.enterprise.inject.se.SeContainerInitializer;

      public class Main {
        public static void main(String[] arguments) {
          try (SeContainer container = SeContainerInitializer.newInstance().initialize()) {
            Customers customers = container.select(Customers.class).get();
            customers.rename(1, "Ada");
            System.out.println("found " + customers.find(1));
            customers.forget(1);
            System.out.println("found " + customers.find(1));
            System.out.println("in " + container.select(javax.cache.CacheManager.class).get()
                .getCache("customers").getClass().getName());
          }
        }
      }
      """;

  @TempDir private static Path directory;

  @BeforeAll
  static void compile() throws IOException {
    List<Path> sources = new ArrayList<>(List.of(source(MAIN)));
    String page = Files.readString(Path.of("../../docs/cdi.md"));
    for (MatchResult java : JAVA.matcher(page).results().toList()) {
      sources.add(source(java.group(1)));
    }
    assertThat(sources).hasSize(3);
    SourceCompiler.withTheClassPathOfTests().compile(sources, directory);
    Files.createDirectory(directory.resolve("META-INF"));
    Files.createFile(directory.resolve("META-INF/beans.xml"));
  }

  private static Path source(String text) throws IOException {
    String name = NAME.matcher(text).results().findFirst().orElseThrow().group(1);
    return Files.writeString(directory.resolve(name + ".java"), "package example;\n" + text);
  }

  @Test
  void example_cachesEncryptedWithoutAWarning() throws Exception {
    assertThat(run(""))
        .contains("found Ada", "found customer 1", "in io.sealcache.EncryptedCache")
        .doesNotContain("No cache 'customers'");
  }

  @Test
  void example_withoutSealCacheStartsNothing() throws Exception {
    assertThat(run("io/sealcache/EncryptedCachingProvider.class"))
        .contains("io.sealcache.EncryptedCachingProvider")
        .doesNotContain("found");
  }

  /** The control. */
  @Test
  void example_withoutTheAnnotationsJarCachesNothing() throws Exception {
    assertThat(run("io/sealcache/cdi/JCacheExtension.class"))
        .contains("found customer 1")
        .doesNotContain("found Ada");
  }

  /** Without the entries of the class path that have a file. */
  private static String run(String without) throws Exception {
    List<String> classPath = new ArrayList<>(List.of(directory.toString()));
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (!entry.endsWith("test-classes") && (without.isEmpty() || !has(entry, without))) {
        classPath.add(entry);
      }
    }
    Path output = directory.resolve("output");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dsealcache.master-key=" + System.getProperty("sealcache.master-key"),
                "-cp",
                String.join(File.pathSeparator, classPath),
                "example.Main")
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(300, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(ended).isTrue();
    return Files.readString(output, UTF_8);
  }

  private static boolean has(String entry, String file) throws IOException {
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {Path.of(entry).toUri().toURL()}, null)) {
      return loader.getResource(file) != null;
    }
  }
}
