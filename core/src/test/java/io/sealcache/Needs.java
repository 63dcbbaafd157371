package io.sealcache;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.opentest4j.TestAbortedException;

/**
 * What tests need of the machine besides a JDK 17, Maven and Maven's repository. A test whose need
 * is not met is skipped by one line, which a whole build gathers at its end. Other modules' tests
 * have a class like this in {@code test-servers}.
 */
public final class Needs {
  private static final List<Path> LIBRARIES_OF_SOFTHSM =
      List.of(
          Path.of("/usr/lib/softhsm/libsofthsm2.so"),
          Path.of("/usr/lib64/pkcs11/libsofthsm2.so"),
          Path.of("/opt/homebrew/lib/softhsm/libsofthsm2.so"));

  private Needs() {}

  /** SoftHSM 2, with its program on the path; gives its library. */
  public static Path softHsm() {
    return LIBRARIES_OF_SOFTHSM.stream()
        .filter(library -> Files.exists(library) && isOnPath("softhsm2-util"))
        .findFirst()
        .orElseThrow(() -> missing("SoftHSM", "apt-get install softhsm2"));
  }

  /** A JDK of this version or a newer one. */
  public static void jdk(int version) {
    if (Runtime.version().feature() < version) {
      throw missing("JDK " + version, "install it and build with -Djvm=/path/to/its/bin/java");
    }
  }

  /** A native library that a test dependency brings for some systems. */
  public static void library(String of, boolean runsHere) {
    if (!runsHere) {
      throw missing("the native library of " + of, "build on Linux on x86-64, with glibc");
    }
  }

  /** A file system with POSIX permissions. */
  public static void posixPermissions(Path file) {
    if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      throw missing("POSIX permissions", "build on Linux or macOS");
    }
  }

  /** What a test throws that could not give a file to another user. */
  public static TestAbortedException root() {
    return missing("root and a user nobody", "build as root, in a container for instance");
  }

  /**
   * A locale in which Infinispan can parse its XML, where it changes case by the locale's rules.
   */
  static void localeOfInfinispan() {
    if (!"I".toLowerCase(Locale.getDefault()).equals("i")) {
      throw missing("a locale where I is i, for Infinispan", "build with LC_ALL=C.UTF-8");
    }
  }

  private static boolean isOnPath(String program) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
  }

  private static TestAbortedException missing(String what, String way) {
    return new TestAbortedException("NEEDS " + what + ": " + way);
  }
}
