package io.sealcache.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The README is short, and its examples work. */
class ReadmeTest {
  private static final String README = "README.md";
  private static final String HOT_ROD = "tests/hotrod/pom.xml";
  private static final Pattern COMMANDS = Pattern.compile("(?ms)^```sh\n(.*?)^```$");

  @Test
  void readme_isShort() throws IOException {
    assertThat(Documents.read(README).lines().count()).isLessThanOrEqualTo(120);
  }

  @ParameterizedTest
  @CsvSource({
    "See it work, mvn -ntp -Pquickstart -Dmaven.test.skip -pl quick-start -am compile",
    "Test it, mvn -B -ntp verify",
    "Use it, mvn install -Dmaven.test.skip"
  })
  void section_hasOneCommand(String title, String command) throws IOException {
    List<MatchResult> blocks =
        COMMANDS.matcher(Documents.section(README, title)).results().toList();

    assertThat(blocks).extracting(block -> block.group(1)).containsExactly(command + "\n");
  }

  @Test
  void ci_runsWhatTestItSays() throws IOException {
    String command = Documents.between(Documents.section(README, "Test it"), "```sh\n", "\n```");

    assertThat(Documents.read(".ci/run").lines()).contains(command);
  }

  @ParameterizedTest
  @CsvSource({
    "JCache reference implementation, pom.xml, jcache-ri",
    "Caffeine, pom.xml, caffeine",
    "Ehcache, pom.xml, ehcache",
    "'Hazelcast, member', pom.xml, hazelcast",
    "'Hazelcast, client', pom.xml, hazelcast",
    "'Redis, through Redisson', pom.xml, redisson",
    "'Infinispan, embedded', pom.xml, infinispan",
    "'Infinispan server, over Hot Rod', " + HOT_ROD + ", infinispan",
    "'Ignite, server and client node', pom.xml, ignite"
  })
  void store_isOfTheVersionsThatAreTested(String store, String pom, String property)
      throws IOException {
    String versions =
        Stream.of(property + ".oldest>", property + ".version>")
            .filter(tag -> read(pom).contains("<" + tag))
            .map(tag -> Documents.between(read(pom), "<" + tag, "</" + tag).replace(".Final", ""))
            .collect(Collectors.joining(", "));

    assertThat(Documents.section(README, "Stores"))
        .contains("| " + store + " | " + versions + " | ");
  }

  private static String read(String file) {
    try {
      return Documents.read(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void stores_haveNoRowWithoutATestedVersion() throws IOException {
    assertThat(Documents.section(README, "Stores").lines().filter(line -> line.startsWith("|")))
        .hasSize(2 + 9 + 1); // title, the stores above, "any other"
  }
}
