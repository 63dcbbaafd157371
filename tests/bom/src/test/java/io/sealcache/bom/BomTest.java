package io.sealcache.bom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Model;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The BOM in applications whose parent is Spring Boot's, and the POMs of what it names. */
class BomTest {
  private static final String BOM = "sealcache-bom";
  private static final String PUBLISHED = "target/published-pom.xml";
  private static final String PROJECT =
      """
      <project xmlns="http://maven.apache.org/POM/4.0.0">
        <modelVersion>4.0.0</modelVersion>
        <parent>
          <groupId>org.springframework.boot</groupId>
          <artifactId>spring-boot-starter-parent</artifactId>
          <version>%s</version>
        </parent>
        <groupId>org.example</groupId>
        <artifactId>library</artifactId>
        <version>1</version>
        %s
      </project>
      """;
  private static final String IMPORT =
      """
      <dependencyManagement>
        <dependencies>
          <dependency>
            <groupId>io.sealcache</groupId>
            <artifactId>sealcache-bom</artifactId>
            <version>0.1.0-SNAPSHOT</version>
            <type>pom</type>
            <scope>import</scope>
          </dependency>
        </dependencies>
      </dependencyManagement>
      """;

  private static Path published(String artifact) throws IOException {
    return Poms.folder(artifact).resolve(PUBLISHED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"spring-boot-3.version", "spring-boot-4.version"})
  void import_changesNothingButOurVersions(String property) throws Exception {
    Poms poms = new Poms(Map.of(BOM, published(BOM)));
    String boot = System.getProperty(property);
    Map<String, String> before = poms.managed(PROJECT.formatted(boot, ""));
    Map<String, String> after = new TreeMap<>(poms.managed(PROJECT.formatted(boot, IMPORT)));

    assertThat(before).hasSizeGreaterThan(500);
    assertThat(after).containsAllEntriesOf(before);
    after.keySet().removeAll(before.keySet());
    assertThat(after.keySet())
        .contains("io.sealcache:sealcache-spring-boot-starter:jar")
        .allMatch(key -> key.matches("io\\.sealcache:sealcache-[a-z0-9-]+:jar"));
    assertThat(after.values()).containsOnly("0.1.0-SNAPSHOT");
  }

  /** The control: what the same BOM did that had its parent. */
  @ParameterizedTest
  @ValueSource(strings = {"spring-boot-3.version", "spring-boot-4.version"})
  void importOfTheBomWithItsParent_wouldChangeOthers(String property) throws Exception {
    Poms poms =
        new Poms(
            Map.of(
                BOM,
                Poms.ROOT.resolve("bom/pom.xml"),
                "sealcache-parent",
                Poms.ROOT.resolve("pom.xml")));
    String boot = System.getProperty(property);
    Map<String, String> before = poms.managed(PROJECT.formatted(boot, ""));
    Map<String, String> after = poms.managed(PROJECT.formatted(boot, IMPORT));

    assertThat(before.entrySet())
        .anyMatch(entry -> !entry.getValue().equals(after.get(entry.getKey())));
  }

  static List<String> artifacts() throws IOException {
    return Pattern.compile("<artifactId>(sealcache-.*)</artifactId>")
        .matcher(Files.readString(Poms.ROOT.resolve("bom/pom.xml")))
        .results()
        .map(match -> match.group(1))
        .filter(artifact -> !artifact.equals("sealcache-parent"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("artifacts")
  void publishedPom_isWholeAndItsUrlsAreTheProjects(String artifact) throws Exception {
    Path file = published(artifact);
    assumeThat(file).as("built").exists();

    Model pom = new Poms(Map.of()).raw(file);

    assertThat(pom.getParent()).isNull();
    assertThat(pom.getUrl()).isEqualTo("https://sealcache.io");
    assertThat(pom.getScm().getUrl()).isEqualTo("https://github.com/sealcache/sealcache");
    assertThat(pom.getScm().getConnection()).endsWith("/sealcache.git");
    assertThat(pom.getScm().getDeveloperConnection()).endsWith("/sealcache.git");
    assertThat(pom.getLicenses()).hasSize(1);
    assertThat(pom.getDevelopers()).isNotEmpty();
    assertThat(List.of(pom.getName(), pom.getDescription())).doesNotContain("");
    assertThat(pom.getDependencies())
        .extracting(Dependency::getVersion)
        .allMatch(version -> version != null && version.matches("[\\w.-]+"));
  }
}
