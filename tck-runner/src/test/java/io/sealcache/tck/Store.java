package io.sealcache.tck;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A store that the TCK runs over: a file of {@code src/stores}.
 *
 * <ul>
 *   <li>{@code group}: what it runs with where no store is named, {@code whole-build} or {@code
 *       stores}
 *   <li>{@code needs}: a program that must be on the path
 *   <li>{@code class-path}: what it is loaded from, beside what all stores have
 *   <li>{@code without}: the Maven groups that its class path must not have
 *   <li>{@code options}: of its JVM
 *   <li>{@code minutes}: about how many it takes, if that is more than two
 *   <li>all else: system properties
 * </ul>
 */
record Store(String name, Properties file, Path module, Path jars) {
  private static final String SUFFIX = ".properties";
  private static final Set<String> NOT_OF_THE_SYSTEM =
      Set.of("group", "needs", "class-path", "without", "options", "minutes");

  /**
   * All, by name.
   *
   * @param jars where the stores' jars are
   */
  static List<Store> all(Path module, Path jars) throws IOException {
    List<Store> stores = new ArrayList<>();
    try (Stream<Path> files = Files.list(module.resolve("src/stores"))) {
      for (Path file : files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList()) {
        Properties properties = new Properties();
        try (Reader text = Files.newBufferedReader(file)) {
          properties.load(text);
        }
        String name = file.getFileName().toString().replace(SUFFIX, "");
        stores.add(new Store(name, properties, module, jars));
      }
    }
    return stores;
  }

  /** Whether this is its name or that of its group. */
  boolean isNamed(String wanted) {
    return wanted.equals(name) || wanted.equals(file.getProperty("group"));
  }

  /** The programs that it needs and that aren't there. */
  List<String> missing() {
    return words("needs").stream()
        .filter(
            program ->
                Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                    .noneMatch(place -> Files.isExecutable(Path.of(place, program))))
        .toList();
  }

  int minutes() {
    return Integer.parseInt(file.getProperty("minutes", "0"));
  }

  List<String> classPath() {
    return words("class-path");
  }

  List<String> without() {
    return words("without");
  }

  List<String> options() {
    return words("options");
  }

  /** As options of a JVM. */
  List<String> systemProperties() {
    return file.stringPropertyNames().stream()
        .filter(key -> !NOT_OF_THE_SYSTEM.contains(key))
        .map(key -> "-D" + key + "=" + placed(file.getProperty(key)))
        .sorted()
        .toList();
  }

  private List<String> words(String key) {
    String value = file.getProperty(key);
    return value == null
        ? List.of()
        : Arrays.stream(value.trim().split(" +")).map(this::placed).toList();
  }

  // After words were told apart: a path may have a space.
  private String placed(String word) {
    return word.replace("${module.uri}", module.toUri().toString())
        .replace("${module}", module.toString())
        .replace("${stores}", jars.toString());
  }
}
