package io.sealcache.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tests that the documentation names are there, and hold each claim, with what they need. */
class DocumentedTestsTest {
  private static final Path DOCS = TestSources.ROOT.resolve("docs");
  private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w+Test)(?:\\.(\\w+))?`");
  private static final Pattern HOLDS = Pattern.compile("- " + NAMED + "(?: needs (.+))?");
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
    assertThat(testsOfClaims().stream().map(Held::claim).distinct()).isEqualTo(claims);
  }

  @Test
  void testsOfAClaim_needWhatTheirRowSays() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Held held : testsOfClaims()) {
      Set<String> needs = tests.needs(held.test(), held.method());
      if (!needs.equals(held.needs())) {
        wrong.add(held + " needs " + needs);
      }
    }

    assertThat(wrong).isEmpty();
  }

  /** A claim is held by a test, by one of its methods or by all of them, and what that needs. */
  private record Held(String claim, String test, @Nullable String method, Set<String> needs) {}

  /** Those of the page, which has nothing else in its lists. */
  private static List<Held> testsOfClaims() throws IOException {
    List<Held> tests = new ArrayList<>();
    String claim = "";
    for (String line : Files.readAllLines(DOCS.resolve("claims.md"))) {
      if (line.startsWith("## Claim ")) {
        claim = line.substring("## Claim ".length());
      } else if (line.startsWith("- ")) {
        Matcher test = HOLDS.matcher(line);
        assertThat(test.matches()).as(line).isTrue();
        String needs = test.group(3);
        tests.add(
            new Held(
                claim,
                test.group(1),
                test.group(2),
                needs == null ? Set.of() : Set.of(needs.replace("`", "").split("; "))));
      }
    }
    return tests;
  }
}
