package io.sealcache.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.Map.entry;
import static java.util.Objects.requireNonNull;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.sealcache.fixture.Artifacts;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The layers of the provider, and which may see which, as ARCHITECTURE.md draws it. Maven has walls
 * of its own.
 */
public final class Layers {
  public static final String ROOT = "io.sealcache";
  public static final String ENCRYPTION = "io.sealcache.encryption";
  public static final String CODEC = "io.sealcache.codec";
  public static final String KEYS = "io.sealcache.keys";
  public static final String AUDIT = "io.sealcache.internal.audit";
  public static final String MESSAGEPACK = "io.sealcache.internal.messagepack";
  public static final String CONCURRENT = "io.sealcache.internal.concurrent";
  public static final String FILES = "io.sealcache.internal.files";
  public static final String MANAGER_KEYS = "io.sealcache.internal.managerkeys";
  public static final String MANAGER_STORE = "io.sealcache.internal.managerstore";
  public static final String MICROMETER = "io.sealcache.micrometer";
  public static final String TEXT = "io.sealcache.internal.text";
  public static final String SEAL = "io.sealcache.internal.seal";
  public static final String SETTINGS = "io.sealcache.internal.settings";
  public static final String STORE = "io.sealcache.internal.store";
  public static final String LOCKS = "io.sealcache.internal.locks";
  public static final String APPLICATION = "io.sealcache.internal.application";

  public static final String CAFFEINE = "io.sealcache.internal.store.caffeine";

  public static final int LARGEST_PACKAGE = 45;

  private static final Map<String, Set<String>> SEES = sees();

  /** By package: libraries that nothing else may name, as each is optional or a secret. */
  private static final Map<String, List<String>> LIBRARIES =
      Map.ofEntries(
          entry(AUDIT, List.of("jdk.jfr..")),
          entry(MICROMETER, List.of("io.micrometer..")),
          entry(
              CODEC + ".jackson",
              List.of("com.fasterxml.jackson.databind..", "com.fasterxml.jackson.core..")),
          entry(CODEC + ".jackson3", List.of("tools.jackson..")),
          entry(CAFFEINE, List.of("com.github.benmanes..", "com.typesafe..")));

  private Layers() {}

  /** Imported once for all tests. */
  private static final class Product {
    static final JavaClasses CLASSES = imported(Artifacts.FOLDERS);
    static final JavaClasses OF_PROVIDER = imported(List.of("provider"));
  }

  private static JavaClasses imported(List<String> folders) {
    return new ClassFileImporter().importPaths(folders.stream().map(Artifacts::classes).toList());
  }

  private static Map<String, Set<String>> sees() {
    Map<String, Set<String>> sees = new TreeMap<>();
    sees.put(ENCRYPTION, Set.of());
    sees.put(TEXT, Set.of());
    sees.put(CODEC, Set.of());
    sees.put(MESSAGEPACK, Set.of(CODEC));
    sees.put(CODEC + ".standard", Set.of(CODEC, MESSAGEPACK, TEXT));
    sees.put(CONCURRENT, Set.of());
    sees.put(FILES, Set.of(TEXT));
    sees.put(AUDIT, Set.of(CONCURRENT, TEXT));
    sees.put(KEYS, Set.of(AUDIT, CONCURRENT, FILES, TEXT));
    sees.put(SETTINGS, Set.of(CODEC, KEYS, ENCRYPTION, FILES, TEXT));
    sees.put(MANAGER_KEYS, Set.of(SETTINGS, KEYS, AUDIT, ENCRYPTION, TEXT));
    sees.put(STORE, Set.of(CONCURRENT, TEXT));
    sees.put(CAFFEINE, Set.of(STORE, TEXT));
    sees.put(MANAGER_STORE, Set.of(CAFFEINE, CONCURRENT, SETTINGS, STORE, TEXT));
    sees.put(SEAL, Set.of(STORE, CODEC, KEYS, CONCURRENT, ENCRYPTION, AUDIT, TEXT));
    sees.put(LOCKS, Set.of(SEAL));
    sees.put(APPLICATION, Set.of(SEAL, STORE));
    sees.put(
        ROOT,
        sees.keySet().stream()
            .filter(seen -> !Set.of(MESSAGEPACK, CAFFEINE).contains(seen))
            .collect(Collectors.toUnmodifiableSet()));
    sees.put(MICROMETER, Set.of(ROOT, ENCRYPTION));
    return sees;
  }

  public static Set<String> packages() {
    return SEES.keySet();
  }

  /** Those of ours that classes in {@code home} must not name. */
  public static Set<String> hiddenFrom(String home) {
    Set<String> hidden = new TreeSet<>(packages());
    hidden.removeAll(requireNonNull(SEES.get(home), home));
    hidden.remove(home);
    return hidden;
  }

  public static Map<String, List<String>> libraries() {
    return LIBRARIES;
  }

  /** Provider, stores and codecs. */
  public static JavaClasses ofTheProduct() {
    return Product.CLASSES;
  }

  public static JavaClasses ofTheProvider() {
    return Product.OF_PROVIDER;
  }

  /** A class in {@code home} names nothing that is hidden from it. */
  public static ArchRule wall(String home) {
    return noClasses()
        .that()
        .resideInAPackage(home)
        .should()
        .dependOnClassesThat(resideInAnyPackage(hiddenFrom(home).toArray(String[]::new)));
  }

  /** Only {@code home} names the libraries. */
  public static ArchRule library(String home, List<String> libraries) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(home)
        .should()
        .dependOnClassesThat(resideInAnyPackage(libraries.toArray(String[]::new)))
        .as("only %s names %s".formatted(home, libraries));
  }

  /** Packages with more classes than somebody knows, and how many these are. */
  public static Map<String, Long> tooLarge(JavaClasses classes) {
    Map<String, Long> large =
        classes.stream()
            .filter(JavaClass::isTopLevelClass)
            .collect(
                Collectors.groupingBy(
                    JavaClass::getPackageName, TreeMap::new, Collectors.counting()));
    large.values().removeIf(count -> count <= LARGEST_PACKAGE);
    return large;
  }
}
