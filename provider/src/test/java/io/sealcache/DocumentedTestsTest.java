package io.sealcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tests that the documentation names are there, and hold each claim, with what they need. */
class DocumentedTestsTest {
  private static final Path DOCS = TestSources.ROOT.resolve("docs");
  private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w+Test)(?:\\.(\\w+))?`");
  private static final Pattern CLAIM = Pattern.compile("(?m)^(\\d+)\\. ");
  private static final int MOST_THAT_ARE_READ = 15;

  private static TestSources tests;

  @BeforeAll
  static void readTests() throws IOException {
    tests = new TestSources();
  }

  @Test
  void testsNamedInTheDocs_exist() throws IOException {
    List<String> missing = new ArrayList<>();
    for (Path page : TestSources.files(DOCS, ".md")) {
      for (MatchResult test : NAMED.matcher(Files.readString(page)).results().toList()) {
        if (!tests.has(test.group(1), test.group(2))) {
          missing.add(page + ": " + test.group());
        }
      }
    }

    assertThat(missing).isEmpty();
  }

  @Test
  void claims_areFewAndEachHasRows() throws IOException {
    List<String> claims =
        CLAIM
            .matcher(Files.readString(TestSources.ROOT.resolve("SECURITY.md")))
            .results()
            .map(claim -> claim.group(1))
            .toList();

    assertThat(claims)
        .hasSizeBetween(1, MOST_THAT_ARE_READ)
        .isEqualTo(IntStream.rangeClosed(1, claims.size()).mapToObj(String::valueOf).toList());
    assertThat(rows().stream().map(row -> row.get(0)).distinct()).isEqualTo(claims);
  }

  @Test
  void testsOfAClaim_needWhatTheirRowSays() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (List<String> row : rows()) {
      assertThat(row.get(2)).matches(NAMED.pattern() + "(, " + NAMED.pattern() + ")*");
      Set<String> said =
          row.get(3).isEmpty() ? Set.of() : Set.of(row.get(3).replace("`", "").split("; "));
      for (MatchResult test : NAMED.matcher(row.get(2)).results().toList()) {
        Set<String> needs = tests.needs(test.group(1), test.group(2));
        if (!needs.equals(said)) {
          wrong.add(test.group() + " needs " + needs);
        }
      }
    }

    assertThat(wrong).isEmpty();
  }

  /** The cells of the table: a claim, a part of it, tests and what each of them needs. */
  private static List<List<String>> rows() throws IOException {
    try (Stream<String> lines = Files.lines(DOCS.resolve("claims.md"))) {
      return lines
          .filter(line -> line.matches("\\| \\d.*"))
          .map(line -> Stream.of(line.split("\\|")).skip(1).map(String::strip).toList())
          .toList();
    }
  }
}
