package io.sealcache.servers;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.opentest4j.TestAbortedException;

/**
 * The needs of tests besides a JDK 17, Maven and Maven's repository. A test whose need is not met
 * is skipped by one line, which a whole build gathers at its end. The provider's tests, which can't
 * use this module, have a class like this of their own.
 */
public final class Needs {
  private Needs() {}

  /** A {@code redis-server} on the path. */
  public static void redisServer() {
    if (!isOnPath("redis-server")) {
      throw missing("redis-server", "apt-get install redis-server");
    }
  }

  /** PostgreSQL, as Debian installs it. */
  public static void postgres() {
    if (PostgresServer.programs().isEmpty()) {
      throw missing("PostgreSQL", "apt-get install postgresql");
    }
  }

  /** A {@code moto_server} on the path, which pretends to be AWS. */
  public static void motoServer() {
    if (!isOnPath("moto_server")) {
      throw missing("moto_server", "apt-get install python3-moto python3-flask-cors");
    }
  }

  /** The shell bash on the path. */
  public static void bash() {
    if (!isOnPath("bash")) {
      throw missing("bash", "build on Linux or macOS, or apt-get install bash");
    }
  }

  /** Node.js on the path. */
  public static void node() {
    if (!isOnPath("node")) {
      throw missing("node", "apt-get install nodejs npm");
    }
  }

  /**
   * Node.js on the path, and a package for it.
   *
   * @param project the directory of its {@code package.json}
   */
  public static void node(Path project, String library) {
    node();
    if (!Files.isDirectory(project.resolve("node_modules").resolve(library))) {
      throw missing(library + " for node", "npm ci --prefix config-examples/src/test/node");
    }
  }

  /** Prometheus's {@code promtool} on the path. */
  public static void promtool() {
    if (!isOnPath("promtool")) {
      throw missing("promtool", "apt-get install promtool");
    }
  }

  /** Docker, with a daemon that answers. */
  public static void docker() throws IOException, InterruptedException {
    if (!isOnPath("docker") || fails("docker", "info")) {
      throw missing("Docker", "install it, and start its daemon");
    }
  }

  /** A JDK of this version or a newer one. */
  public static void jdk(int version) {
    if (Runtime.version().feature() < version) {
      throw missing("JDK " + version, "install it and build with -Djvm=/path/to/its/bin/java");
    }
  }

  /** A file system with POSIX permissions. */
  public static void posixPermissions(Path file) {
    if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      throw missing("POSIX permissions", "build on Linux or macOS");
    }
  }

  /**
   * That this user is root, who can give a file to another one.
   *
   * @param file made by this user
   */
  public static void root(Path file) throws IOException {
    if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")
        || !Files.getAttribute(file, "unix:uid").equals(0)) {
      throw missing("root", "build as root, in a container for instance");
    }
  }

  /**
   * A locale in which Infinispan can parse its XML, where it changes case by the locale's rules.
   */
  public static void localeOfInfinispan() {
    if (!"I".toLowerCase(Locale.getDefault()).equals("i")) {
      throw missing("a locale where I is i, for Infinispan", "build with LC_ALL=C.UTF-8");
    }
  }

  private static boolean isOnPath(String program) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
  }

  private static boolean fails(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        != 0;
  }

  private static TestAbortedException missing(String what, String way) {
    return new TestAbortedException("NEEDS " + what + ": " + way);
  }
}
