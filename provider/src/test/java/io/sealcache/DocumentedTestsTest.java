package io.sealcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A test that the documentation names is there. */
class DocumentedTestsTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w+Test)\\.(\\w+)`");

  @Test
  void testsNamedInTheDocs_exist() throws IOException {
    List<MatchResult> named = NAMED.matcher(documents()).results().toList();

    assertThat(named).hasSizeGreaterThan(9);
    assertThat(named)
        .allSatisfy(
            test ->
                assertThat(Files.readString(source(test.group(1))))
                    .contains(" void " + test.group(2) + "("));
  }

  private static String documents() throws IOException {
    StringBuilder text = new StringBuilder();
    for (Path file : files(ROOT.resolve("docs"), ".md")) {
      text.append(Files.readString(file));
    }
    return text.toString();
  }

  private static Path source(String testClass) throws IOException {
    for (String module : List.of("provider", "store-tests")) {
      for (Path file : files(ROOT.resolve(module).resolve("src"), "/" + testClass + ".java")) {
        return file;
      }
    }
    throw new AssertionError("No test class " + testClass);
  }

  private static List<Path> files(Path directory, String end) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(end)).toList();
    }
  }
}
