package io.sealcache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The artifacts that an application has in its JVM: provider, stores, codecs and key table. */
final class Artifacts {
  static final Path ROOT = Path.of("../..");

  /** Their folders, as they lie below the root. */
  static final List<String> FOLDERS = folders();

  private Artifacts() {}

  private static List<String> folders() {
    Stream<String> others = Stream.of("stores", "codecs").flatMap(Artifacts::below);
    return Stream.concat(Stream.of("provider", "keys/table"), others).sorted().toList();
  }

  private static Stream<String> below(String folder) {
    try (Stream<Path> modules = Files.list(ROOT.resolve(folder))) {
      return modules
          .filter(module -> Files.exists(module.resolve("pom.xml")))
          .map(module -> folder + "/" + module.getFileName())
          .toList()
          .stream();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Where one's classes are compiled to. */
  static Path classes(String folder) {
    return ROOT.resolve(folder).resolve("target/classes");
  }

  /** The folder of one's main code. */
  static Path sources(String folder) {
    return ROOT.resolve(folder).resolve("src/main/java");
  }
}
