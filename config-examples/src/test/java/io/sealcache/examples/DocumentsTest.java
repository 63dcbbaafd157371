package io.sealcache.examples;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The documents point at files and headings that are there, and their Java code is that of tested
 * examples.
 */
class DocumentsTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern BLOCK =
      Pattern.compile("(?ms)(?:^<!-- snippet (\\w+) -->\n)?^```(\\w*)\n(.*?)^```$");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

  static List<String> documents() throws IOException {
    return Documents.all();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void links_leadToWhatIsThere(String document) throws IOException {
    for (MatchResult link : LINK.matcher(Documents.read(document)).results().toList()) {
      if (!link.group(1).contains("://")) {
        assertThat(isThere(document, link.group(1))).as(link.group(1)).isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void javaCode_isThatOfAnExample(String document) throws IOException {
    for (MatchResult block : BLOCK.matcher(Documents.read(document)).results().toList()) {
      if (block.group(2).equals("java")) {
        String example = block.group(1);
        assertThat(example).as("example of\n%s", block.group(3)).isNotNull();
        assertThat(block.group(3)).isEqualTo(marked(requireNonNull(example), document));
      }
    }
  }

  /** So that none escapes the test above. */
  @ParameterizedTest
  @MethodSource("documents")
  void javaCode_isMarkedAsSuch(String document) throws IOException {
    assertThat(BLOCK.matcher(Documents.read(document)).replaceAll("").lines())
        .noneMatch(line -> line.matches("    \\w.*;"));
  }

  @ParameterizedTest
  @CsvSource({"docs/, docs/adr/", "docs/adr/, none"})
  void index_hasEachPage(String folder, String otherFolder) throws IOException {
    String index = Documents.read(folder + "README.md");

    for (String document : Documents.all()) {
      if (document.startsWith(folder)
          && !document.startsWith(otherFolder)
          && !document.equals(folder + "README.md")) {
        assertThat(index).contains("](" + document.substring(folder.length()) + ")");
      }
    }
  }

  @Test
  void pagesNamedInSources_areThere() throws IOException {
    List<String> named = Documents.namedInSources();

    assertThat(named).hasSizeGreaterThan(9);
    assertThat(named).allMatch(page -> Files.exists(Documents.ROOT.resolve(page)));
  }

  @Test
  void index_namesExamplesThatAreThere() throws IOException {
    List<String> rows =
        Documents.section("docs/README.md", "Examples that run")
            .lines()
            .filter(line -> line.startsWith("| `"))
            .toList();

    assertThat(rows).hasSizeGreaterThan(9);
    for (String row : rows) {
      for (MatchResult name : Pattern.compile("`(\\w+)`").matcher(cell(row)).results().toList()) {
        assertThat(source(name.group(1))).exists();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/cachekit.md", "docs/cdi.md", "docs/spring-boot.md"})
  void dependency_isThatOfAModule(String document) throws IOException {
    String dependency =
        Documents.between(Documents.read(document), "<dependency>", "</dependency>");
    String version = tag(Documents.read("pom.xml"), "version");
    String artifact = tag(dependency, "artifactId");

    assertThat(tag(dependency, "groupId")).isEqualTo("io.sealcache");
    assertThat(tag(dependency, "version")).isEqualTo(version);
    assertThat(Documents.folder(artifact)).isNotEmpty();
  }

  /** The part of an example between two marks that name the document, as far left as it goes. */
  private static String marked(String example, String document) throws IOException {
    String code =
        Documents.between(
            Files.readString(source(example)), "// " + document + "\n", "// /" + document + "\n");
    return code.stripIndent().stripTrailing() + "\n";
  }

  private static boolean isThere(String document, String link) throws IOException {
    String[] parts = link.split("#", 2);
    Path from = Documents.ROOT.resolve(document);
    Path to = parts[0].isEmpty() ? from : requireNonNull(from.getParent()).resolve(parts[0]);
    return Files.exists(to) && (parts.length == 1 || anchors(to).contains(parts[1]));
  }

  /** As GitHub makes them of headings. */
  private static List<String> anchors(Path file) throws IOException {
    List<String> anchors = new ArrayList<>();
    HEADING
        .matcher(Files.readString(file))
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\w -]", "").replace(' ', '-'))
        .forEach(anchors::add);
    return anchors;
  }

  /** Here, or where those are whose class path is another one. */
  private static Path source(String example) {
    return Stream.of(
            "src/main/java/io/sealcache/examples/",
            "src/test/java/io/sealcache/examples/",
            "../quick-start/src/main/java/io/sealcache/examples/",
            "../frameworks/cdi/src/test/java/io/sealcache/cdi/",
            "../frameworks/cdi/src/test/java/io/sealcache/cdi/page/",
            "../frameworks/spring-boot-starter/src/test/java/io/sealcache/spring/boot/guide/",
            "../tests/frameworks/src/test/java/io/sealcache/frameworks/",
            "../tests/quarkus/src/test/java/io/sealcache/quarkus/")
        .map(place -> Path.of(place + example + ".java"))
        .filter(Files::exists)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no example " + example));
  }

  private static String cell(String row) {
    return row.substring(0, row.indexOf('|', 1));
  }

  private static String tag(String text, String name) {
    return Documents.between(text, "<" + name + ">", "</" + name + ">");
  }

  private static final Pattern QUESTION = Pattern.compile("(?ms)^### ([^\n]+)\n\n(.*?)(?=^##|\\z)");
  private static final Pattern WHOLE_LINK = Pattern.compile("\\[[^]]+\\]\\([^)]+\\)");
  private static final int LONGEST_ANSWER = 500;

  @Test
  void questions_areAnsweredBrieflyWithALink() throws IOException {
    List<MatchResult> questions =
        QUESTION.matcher(Documents.read("docs/faq.md")).results().toList();

    assertThat(questions).hasSizeGreaterThan(25);
    for (MatchResult question : questions) {
      String answer = question.group(2);
      assertThat(question.group(1)).endsWith("?");
      assertThat(WHOLE_LINK.matcher(answer).find()).as(question.group(1)).isTrue();
      assertThat(WHOLE_LINK.matcher(answer).replaceAll("").strip())
          .as(question.group(1))
          .isNotEmpty()
          .hasSizeLessThan(LONGEST_ANSWER);
    }
  }
}
