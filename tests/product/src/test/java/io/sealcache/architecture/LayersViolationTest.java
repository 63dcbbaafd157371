package io.sealcache.architecture;

import static java.util.Map.entry;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.sealcache.fixture.SourceCompiler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plants a violation of each rule of {@link Layers}, and sees the rule find it. */
class LayersViolationTest {
  private static final SourceCompiler COMPILER = SourceCompiler.withTheClassPathOfTests();
  private static final JavaClasses PROVIDER = Layers.ofTheProvider();

  /** By package: a class of a library that it has no business with. */
  private static final Map<String, String> OF_LIBRARIES =
      Map.ofEntries(
          entry("com.fasterxml.jackson.databind..", "com.fasterxml.jackson.databind.ObjectMapper"),
          entry("tools.jackson..", "tools.jackson.databind.ObjectMapper"),
          entry("com.github.benmanes..", "com.github.benmanes.caffeine.jcache.CacheProxy"),
          entry("jdk.jfr..", "jdk.jfr.Event"),
          entry("io.micrometer..", "io.micrometer.core.instrument.MeterRegistry"));

  @TempDir private Path directory;

  @Test
  void wall_isBrokenByEachHiddenPackage() {
    Map<String, Set<String>> seen = new TreeMap<>();
    for (String home : Layers.packages()) {
      Set<String> hidden = new TreeSet<>();
      Layers.hiddenFrom(home).forEach(name -> hidden.add(publicClassOf(name)));
      seen.put(home, hidden);
    }
    JavaClasses planted = planted(seen);
    seen.forEach((home, hidden) -> assertViolated(Layers.wall(home), planted, List.copyOf(hidden)));
  }

  @Test
  void library_isFoundOutsideItsRoom() {
    Layers.libraries()
        .forEach(
            (home, names) -> {
              String planted = requireNonNull(OF_LIBRARIES.get(names.get(0)), names.get(0));
              assertViolated(Layers.library(home, names), Layers.STORE, planted);
            });
  }

  @Test
  void oneVersionOfJackson_isFoundInTheRoomOfTheOther() {
    String two = Layers.CODEC + ".jackson";
    String three = Layers.CODEC + ".jackson3";

    assertViolated(
        Layers.library(three, List.of("tools.jackson..")),
        two,
        "tools.jackson.databind.ObjectMapper");
    assertViolated(
        Layers.library(two, requireNonNull(Layers.libraries().get(two))),
        three,
        "com.fasterxml.jackson.core.JsonFactory");
  }

  @Test
  void cipherOfTheJdk_isFoundInAStore() {
    assertViolated(Layers.ciphersOfTheJdkStayWithKeys(), Layers.STORE, "javax.crypto.Cipher");
  }

  @Test
  void cache_isFoundAmongKeys() {
    assertViolated(Layers.codecsKeysAndCiphersKnowNoCache(), Layers.KEYS, "javax.cache.Cache");
  }

  @ParameterizedTest
  @ValueSource(strings = {Layers.KEYS + ".table", Layers.FILES, Layers.CONCURRENT})
  void cache_isFoundBelowKeysToo(String home) {
    assertViolated(Layers.codecsKeysAndCiphersKnowNoCache(), home, "javax.cache.Cache");
  }

  @ParameterizedTest
  @ValueSource(strings = {"org.jsr107.ri.spi.RICachingProvider", "org.msgpack.core.MessagePack"})
  void libraryOfTests_isFound(String type) {
    assertViolated(Layers.librariesOfTestsStayInTests(), Layers.ROOT, type);
  }

  @Test
  void crac_isFoundOutsideItsHook() {
    assertViolated(Layers.cracStaysWithItsHook(), Layers.ROOT, "org.crac.Resource");
  }

  @Test
  void javaSerialization_isFoundInAThirdClass() {
    assertViolated(
        Layers.javaSerializationIsReadInTwoClasses(), Layers.STORE, "java.io.ObjectInputStream");
  }

  @Test
  void staticStateThatChanges_isFound() {
    assertFieldIsFound(Layers.noStaticStateChanges(), "static int planted;");
  }

  @Test
  void secondThreadLocal_isFound() {
    assertFieldIsFound(Layers.thereIsOneThreadLocal(), "final ThreadLocal<String> planted = null;");
  }

  private void assertFieldIsFound(ArchRule rule, String field) {
    JavaClasses planted =
        compiled(Map.of("Planted", "package io.sealcache; class Planted { %s }".formatted(field)));

    assertThat(rule.evaluate(planted).getFailureReport().getDetails())
        .singleElement()
        .asString()
        .contains("io.sealcache.Planted.planted");
  }

  @Test
  void packageThatIsTooLarge_isFound() {
    Map<String, String> sources = new TreeMap<>();
    for (int i = 0; i < Layers.LARGEST_PACKAGE; i++) {
      sources.put("Planted" + i, "package io.sealcache; class Planted%d {}".formatted(i));
    }
    assertThat(Layers.tooLarge(compiled(sources))).isEmpty();
    sources.put("OneMore", "package io.sealcache; class OneMore { class AndNoOther {} }");

    assertThat(Layers.tooLarge(compiled(sources)))
        .isEqualTo(Map.of(Layers.ROOT, Layers.LARGEST_PACKAGE + 1L));
  }

  private void assertViolated(ArchRule rule, String home, String seen) {
    assertViolated(rule, planted(Map.of(home, Set.of(seen))), List.of(seen));
  }

  private static void assertViolated(ArchRule rule, JavaClasses planted, List<String> seen) {
    String found = String.join("\n", rule.evaluate(planted).getFailureReport().getDetails());
    seen.forEach(
        name -> assertThat(found).as(rule.getDescription()).contains("type <" + name + ">"));
  }

  private static String publicClassOf(String packageName) {
    return PROVIDER.stream()
        .filter(type -> type.getPackageName().equals(packageName) && type.isTopLevelClass())
        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
        .map(JavaClass::getName)
        .sorted()
        .findFirst()
        .orElseThrow(() -> new AssertionError("No public class in " + packageName));
  }

  /**
   * @param seen by package: what the class that is planted there names
   */
  private JavaClasses planted(Map<String, Set<String>> seen) {
    Map<String, String> sources = new TreeMap<>();
    for (var each : seen.entrySet()) {
      StringBuilder source =
          new StringBuilder("package %s; class Planted {".formatted(each.getKey()));
      int field = 0;
      for (String name : each.getValue()) {
        source.append(" %s seen%d;".formatted(name, field++));
      }
      sources.put(each.getKey() + "/Planted", source.append(" }").toString());
    }
    return compiled(sources);
  }

  /**
   * @param sources by the names of their files, without the ending
   */
  private JavaClasses compiled(Map<String, String> sources) {
    try {
      Path root = Files.createTempDirectory(directory, "planted");
      List<Path> files = new ArrayList<>();
      for (var each : sources.entrySet()) {
        Path file = root.resolve(each.getKey() + ".java");
        Files.createDirectories(requireNonNull(file.getParent()));
        files.add(Files.writeString(file, each.getValue()));
      }
      COMPILER.compile(files, root);
      return new ClassFileImporter().importPath(root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
