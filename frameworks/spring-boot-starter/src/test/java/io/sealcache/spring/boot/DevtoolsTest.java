package io.sealcache.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.servers.Needs;
import io.sealcache.servers.RedisServer;
import io.sealcache.spring.boot.restart.Item;
import io.sealcache.spring.boot.restart.RestartedApplication;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An application under devtools, in a JVM of its own: libraries stay, its classes are loaded anew.
 */
@Tag("slow")
class DevtoolsTest {
  @TempDir private Path directory;

  @Test
  void restartedApplication_readsWhatItCachedAsItsNewClass() throws Exception {
    Needs.redisServer();
    try (RedisServer redis = RedisServer.start(directory)) {
      assertThat(run("--spring.cache.cache-names=items", "--restart.redis=" + redis.url()))
          .contains("start 1 by RestartClassLoader: lamp lamp, asked 1")
          .contains("start 2 by RestartClassLoader: lamp lamp, asked 0")
          .doesNotContain("UNDECODABLE");
    }
  }

  /** As over any JCache provider: there are two classes of the name then. */
  @Test
  void managerThatIsGivenNoClassLoader_readsAsTheOtherClass() throws Exception {
    assertThat(run("--restart.own-manager=true", "--" + Library.CAFFEINE))
        .contains("ClassCastException")
        .contains(Item.class.getName() + " is in unnamed module of loader 'app'")
        .doesNotContain("start 1");
  }

  private String run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", classPath()));
    command.addAll(
        List.of(
            RestartedApplication.class.getName(),
            "--spring.main.web-application-type=none",
            "--spring.main.banner-mode=off",
            "--spring.devtools.livereload.enabled=false",
            "--spring.autoconfigure.exclude="
                + "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration,"
                + "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "--" + Library.masterKey()));
    command.addAll(List.of(arguments));
    return OwnJvm.printed(command, directory.resolve("output"));
  }

  /** The application's classes as a directory, and all else as jars, as in an IDE. */
  private String classPath() throws IOException {
    Path tests = Path.of("target/test-classes").toAbsolutePath();
    Path application = directory.resolve("application");
    copy(tests, RestartedApplication.class.getPackageName().replace('.', '/'), application);
    List<String> places = new ArrayList<>(List.of(application.toString()));
    for (String place : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path path = Path.of(place).toAbsolutePath();
      if (!Files.isDirectory(path)) {
        places.add(place);
      } else if (!path.equals(tests)) {
        places.add(jar(path, places.size()).toString());
      }
    }
    return String.join(File.pathSeparator, places);
  }

  private Path jar(Path classes, int number) throws IOException {
    Path jar = directory.resolve("library" + number + ".jar");
    URI uri = URI.create("jar:" + jar.toUri());
    try (FileSystem files = FileSystems.newFileSystem(uri, Map.of("create", "true"))) {
      copy(classes, "", files.getPath("/"));
    }
    return jar;
  }

  /** Copies what is below a folder. */
  private static void copy(Path from, String folder, Path to) throws IOException {
    try (Stream<Path> found = Files.walk(from.resolve(folder))) {
      for (Path file : found.toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    }
  }
}
