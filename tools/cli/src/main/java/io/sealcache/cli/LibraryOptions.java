package io.sealcache.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** What a command needs besides this jar. */
public final class LibraryOptions {
  static final String NAME = "--lib";

  // Read before the command runs, by LibraryLoader.
  @SuppressWarnings("UnusedVariable")
  @Option(
      names = NAME,
      paramLabel = "JAR",
      description =
          "Jar file of the store, of what it needs or of the application's classes; or a folder:"
              + " all jars in it, and its classes. May be given several times.")
  private List<Path> jars = List.of();

  /** For picocli. */
  public LibraryOptions() {}
}
