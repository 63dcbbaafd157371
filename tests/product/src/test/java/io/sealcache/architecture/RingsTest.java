package io.sealcache.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Classes that form a ring can only be read, tested and changed together. A nested class counts as
 * the class that it is in; what only source files name, such as constants, doesn't count.
 */
class RingsTest {
  private static final String STANDARD = Layers.CODEC + ".standard.";

  /** The rings that stay, by why they do. */
  private static final Map<String, Set<String>> ALLOWED =
      Map.of(
          "objects hold objects: whoever writes or reads one leaves a collection or a record to its"
              + " format, which has the elements written or read in their turn",
          Set.of(
              STANDARD + "CanonicalGraph",
              STANDARD + "RecordShape",
              STANDARD + "StandardReader",
              STANDARD + "StandardWriter",
              STANDARD + "ValueCollections"),
          "a keyring file reads and writes itself, by a text that is made of one and makes one",
          Set.of(
              Layers.KEYS + ".KeyringFile",
              Layers.KEYS + ".WrappedKeyring",
              Layers.KEYS + ".KeyringText"));

  @Test
  void theProductHasNoOtherRings() {
    assertThat(rings(needs(Layers.ofTheProduct())))
        .containsExactlyInAnyOrderElementsOf(ALLOWED.values());
  }

  @Test
  void ringsAreFoundWhateverTheirLength() {
    assertThat(
            rings(
                Map.of(
                    "start", Set.of("two", "three", "end"),
                    "two", Set.of("partner"),
                    "partner", Set.of("two", "end"),
                    "three", Set.of("second"),
                    "second", Set.of("third"),
                    "third", Set.of("three", "second"),
                    "end", Set.of())))
        .containsExactlyInAnyOrder(Set.of("two", "partner"), Set.of("three", "second", "third"));
  }

  @Test
  void nestedClassesCountAsTheClassTheyAreIn() {
    JavaClasses nested =
        new ClassFileImporter().importClasses(RingsTest.class, Nested.class, Nested.Deeper.class);

    assertThat(needs(nested)).containsOnlyKeys(RingsTest.class.getName());
  }

  private static final class Nested {
    private static final class Deeper {}
  }

  /** By class: the other classes that it names. */
  private static Map<String, Set<String>> needs(JavaClasses classes) {
    Map<String, Set<String>> needs = new TreeMap<>();
    for (JavaClass origin : classes) {
      Set<String> targets = needs.computeIfAbsent(topLevel(origin), name -> new TreeSet<>());
      origin.getDirectDependenciesFromSelf().stream()
          .map(Dependency::getTargetClass)
          .map(RingsTest::topLevel)
          .filter(name -> !name.equals(topLevel(origin)))
          .forEach(targets::add);
    }
    return needs;
  }

  private static String topLevel(JavaClass type) {
    JavaClass outer = type.getBaseComponentType();
    while (outer.getEnclosingClass().isPresent()) {
      outer = outer.getEnclosingClass().get();
    }
    return outer.getName();
  }

  private static Set<Set<String>> rings(Map<String, Set<String>> needs) {
    Map<String, Set<String>> reached =
        needs.keySet().stream()
            .collect(Collectors.toMap(name -> name, name -> reachedFrom(name, needs)));
    Set<Set<String>> rings = new HashSet<>();
    reached.forEach(
        (name, others) -> {
          if (others.contains(name)) {
            rings.add(
                others.stream()
                    .filter(other -> reached.getOrDefault(other, Set.of()).contains(name))
                    .collect(Collectors.toSet()));
          }
        });
    return rings;
  }

  private static Set<String> reachedFrom(String start, Map<String, Set<String>> needs) {
    Set<String> reached = new HashSet<>();
    Deque<String> next = new ArrayDeque<>(Set.of(start));
    while (!next.isEmpty()) {
      for (String name : needs.getOrDefault(next.pop(), Set.of())) {
        if (reached.add(name)) {
          next.push(name);
        }
      }
    }
    return reached;
  }
}
