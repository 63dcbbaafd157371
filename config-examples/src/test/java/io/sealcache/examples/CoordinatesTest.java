package io.sealcache.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The dependencies in the documents are those of the projects of config-examples/coordinates. */
class CoordinatesTest {
  private static final Path PROJECTS = Path.of("coordinates");
  private static final Pattern DEPENDENCY =
      Pattern.compile("(?ms)^    <dependency>\n.*?^    </dependency>\n");
  private static final Pattern EXCLUSION =
      Pattern.compile("<exclusion>\\s*<groupId>(.*?)</groupId>\\s*<artifactId>(.*?)</artifactId>");

  static List<Path> projects() throws IOException {
    try (Stream<Path> files = Files.list(PROJECTS)) {
      return files.map(file -> file.resolve("pom.xml")).filter(Files::exists).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("projects")
  void dependencies_areThoseOfThePage(Path project) throws IOException {
    String page = Documents.read("docs/coordinates.md");
    StringBuilder maven = new StringBuilder();
    StringBuilder gradle = new StringBuilder();
    for (String dependency : dependencies(project)) {
      maven.append(dependency.replaceAll("(?m)^    ", ""));
      gradle.append(inKotlin(dependency)).append("\n");
    }

    assertThat(page)
        .contains("```xml\n" + maven + "```\n")
        .contains("```kotlin\n" + gradle + "```");
  }

  /** The first is ours, and as a rule brings the store. */
  private static List<String> dependencies(Path project) throws IOException {
    List<String> all =
        DEPENDENCY.matcher(Files.readString(project)).results().map(MatchResult::group).toList();
    assertThat(Documents.folder(element(all.get(0), "artifactId"))).isNotEmpty();
    return all;
  }

  private static String inKotlin(String dependency) {
    String excluded =
        EXCLUSION
            .matcher(dependency)
            .results()
            .map(match -> " { exclude(\"%s\", \"%s\") }".formatted(match.group(1), match.group(2)))
            .findFirst()
            .orElse("");
    return "implementation(\"%s:%s:%s\")%s"
        .formatted(
            element(dependency, "groupId"),
            element(dependency, "artifactId"),
            element(dependency, "version"),
            excluded);
  }

  private static String element(String xml, String name) {
    return Documents.between(xml, "<" + name + ">", "</" + name + ">");
  }

  /** Until there is a release, Gradle looks in none that has SealCache. */
  @Test
  void repositories_haveWhatIsInstalledAndAreChecked() throws IOException {
    String line =
        "repositories { mavenLocal { content { includeGroup(\"io.sealcache\") } }; mavenCentral() }";
    String page = Documents.read("docs/coordinates.md");

    assertThat(page.substring(0, page.indexOf("implementation(")))
        .contains("```kotlin\n" + line + "\n```\n");
    assertThat(Documents.section("README.md", "Use it")).contains("`mavenLocal`");
    assertThat(Documents.read("config-examples/gradle-lines/src/GradleLines.java"))
        .contains(line.replace("\"", "\\\""));
  }

  @ParameterizedTest
  @MethodSource("projects")
  void versions_areThoseThatTheBuildTests(Path project) throws IOException {
    String tested = Documents.read("pom.xml") + Documents.read("tests/hotrod/pom.xml");

    assertThat(dependencies(project))
        .allSatisfy(
            dependency ->
                assertThat(tested).contains("version>" + element(dependency, "version") + "</"));
  }
}
