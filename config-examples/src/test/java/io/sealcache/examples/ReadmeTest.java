package io.sealcache.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the README shows must be what works. */
class ReadmeTest {
  private static final Pattern SECTION = Pattern.compile("(?ms)^## ([^\n]+)\n(.*?)(?=^## |\\z)");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```([a-z]*)\n(.*?)^```$");

  @ParameterizedTest
  @ValueSource(strings = {"See it work", "Test it"})
  void section_hasOneBlockOfOneCommand(String title) throws IOException {
    List<MatchResult> blocks = BLOCK.matcher(section(title)).results().toList();

    assertThat(blocks).extracting(block -> block.group(1)).containsExactly("sh");
    assertThat(blocks.get(0).group(2).lines().filter(line -> !line.isBlank())).hasSize(1);
  }

  @Test
  void ci_runsWhatTestItSays() throws IOException {
    String command = BLOCK.matcher(section("Test it")).results().toList().get(0).group(2).strip();

    assertThat(Files.readString(root(".ci/run")).lines()).contains(command);
  }

  @ParameterizedTest
  @CsvSource({
    "FirstCache, README.md, README",
    "Migration, docs/migration.md, docs/migration.md",
    "CachekitService, docs/cachekit.md, docs/cachekit.md"
  })
  void javaCode_isThatOfAnExample(String example, String document, String mark) throws IOException {
    String source =
        Files.readString(Path.of("src/main/java/io/sealcache/examples/" + example + ".java"));
    String code = between(source, "// " + mark + "\n", "// /" + mark).stripIndent().stripTrailing();

    assertThat(
            between(
                Files.readString(root(document)),
                "<!-- snippet -->\n```java\n",
                "```\n<!-- /snippet -->"))
        .isEqualTo(code + "\n");
  }

  @Test
  void customCodec_isThatOfAnExampleInFewerThan15Lines() throws IOException {
    String source = Files.readString(Path.of("src/main/java/io/sealcache/examples/UriCodec.java"));
    String code = between(source, "// README codec\n", "// /README codec");

    assertThat(between(readme(), "<!-- codec -->\n```java\n", "```\n<!-- /codec -->"))
        .isEqualTo(code);
    assertThat(code.lines().filter(line -> !line.isBlank()).count()).isLessThan(15);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jcache-ri", "caffeine", "ehcache", "hazelcast", "infinispan", "ignite"})
  void stores_areOfTheVersionsThatAreTested(String store) throws IOException {
    String tag = store + ".version>";
    String version = between(Files.readString(root("pom.xml")), "<" + tag, "</" + tag);

    assertThat(section("Stores")).contains(" " + version);
  }

  private static String section(String title) throws IOException {
    List<String> found =
        SECTION
            .matcher(readme())
            .results()
            .filter(section -> section.group(1).equals(title))
            .map(section -> section.group(2))
            .toList();
    assertThat(found).as("sections '%s'", title).hasSize(1);
    return found.get(0);
  }

  private static String between(String text, String start, String end) {
    int from = text.indexOf(start);
    assertThat(from).as("'%s'", start).isNotNegative();
    int to = text.indexOf(end, from + start.length());
    assertThat(to).as("'%s'", end).isNotNegative();
    return text.substring(from + start.length(), to);
  }

  private static String readme() throws IOException {
    return Files.readString(root("README.md"));
  }

  private static Path root(String file) {
    return Path.of("..", file);
  }
}
