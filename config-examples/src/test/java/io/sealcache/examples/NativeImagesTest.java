package io.sealcache.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which modules have no metadata for native images, as the documents say: those that need none. */
class NativeImagesTest {
  private static final Pattern LOOKUP =
      Pattern.compile(
          "Class\\.forName|\\.loadClass\\(|ServiceLoader|newProxyInstance|getResource|ResourceBundle"
              + "|\\.get(Declared)?(Constructor|Field|Method|RecordComponent)s?\\("
              + "|\\.newInstance\\(|MethodHandles|Object(In|Out)putStream|fromJson|toJson");

  /** Lines of its sources. */
  private static List<String> lookups(String module) throws IOException {
    String folder = Documents.folder("sealcache-" + module);
    try (Stream<Path> files = Files.walk(Documents.ROOT.resolve(folder).resolve("src/main/java"))) {
      List<Path> sources = files.filter(file -> file.toString().endsWith(".java")).toList();
      assertThat(sources).isNotEmpty();
      return sources.stream()
          .flatMap(NativeImagesTest::lines)
          .filter(LOOKUP.asPredicate())
          .toList();
    }
  }

  private static Stream<String> lines(Path source) {
    try {
      return Files.readString(source).lines();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"key-table", "aws-kms", "vault", "pkcs11", "cachekit-interop"})
  void moduleWithoutMetadata_looksUpNothingByName(String module) throws IOException {
    assertThat(Documents.section("docs/compatibility.md", "Artifacts"))
        .contains("`" + module + "`");
    assertThat(lookups(module)).isEmpty();
  }

  /** The control. */
  @ParameterizedTest
  @ValueSource(strings = {"provider", "cdi", "cli"})
  void moduleThatLooksUp_isFound(String module) throws IOException {
    assertThat(lookups(module)).isNotEmpty();
  }
}
