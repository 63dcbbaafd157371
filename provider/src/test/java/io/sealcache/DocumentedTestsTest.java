package io.sealcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A test that the documentation names is there, in whichever module. */
class DocumentedTestsTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w+Test)(?:\\.(\\w+))?`");

  @Test
  void testsNamedInTheDocs_exist() throws IOException {
    Map<String, String> tests = tests();
    List<MatchResult> named = NAMED.matcher(documents()).results().toList();

    assertThat(named).hasSizeGreaterThan(90);
    for (MatchResult test : named) {
      assertThat(tests.keySet()).contains(test.group(1));
      if (test.group(2) != null) {
        assertThat(tests.get(test.group(1))).containsPattern("(void|>) " + test.group(2) + "\\(");
      }
    }
  }

  private static String documents() throws IOException {
    StringBuilder text = new StringBuilder();
    text.append(Files.readString(ROOT.resolve("SECURITY.md")));
    for (Path file : files(ROOT.resolve("docs"), ".md")) {
      text.append(Files.readString(file));
    }
    return text.toString();
  }

  /** The sources of those of all modules, by their simple names. */
  private static Map<String, String> tests() throws IOException {
    Map<String, String> tests = new HashMap<>();
    try (Stream<Path> modules = Files.list(ROOT)) {
      for (Path sources : modules.map(module -> module.resolve("src/test/java")).toList()) {
        for (Path file :
            Files.isDirectory(sources) ? files(sources, "Test.java") : List.<Path>of()) {
          String name = file.getFileName().toString().replace(".java", "");
          tests.merge(name, Files.readString(file), String::concat);
        }
      }
    }
    return tests;
  }

  private static List<Path> files(Path directory, String end) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(end)).toList();
    }
  }
}
