package io.sealcache;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.internal.text.LoggerName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/logging.md to what is logged: operators filter by it. */
class LoggingTest {
  private static final Path MAIN = Path.of("src/main/java");

  /** A call that logs a text, as far as one literal of it goes. */
  private static final Pattern LOGGED =
      Pattern.compile("\\.log\\(\\s*(?:System\\.Logger\\.)?Level\\.(\\w+),\\s*\"([^\"]+)\"");

  private static final Pattern LOGGER = Pattern.compile("LoggerName\\.(\\w+)\\.logger\\(\\)");

  @Test
  void onlyLoggerName_makesLoggers() {
    noClasses()
        .that()
        .doNotHaveSimpleName("LoggerName")
        .should()
        .callMethod(System.class, "getLogger", String.class)
        .check(Layers.ofTheProduct());
  }

  @Test
  void table_namesEachLogger() throws IOException {
    List<String> table = table();

    for (LoggerName name : LoggerName.values()) {
      assertThat(table).anyMatch(row -> row.startsWith("| `" + name.text() + "` |"));
    }
    assertThat(Stream.of(LoggerName.values()).map(LoggerName::text))
        .containsExactly(
            "io.sealcache",
            "io.sealcache.audit",
            "io.sealcache.codec",
            "io.sealcache.entries",
            "io.sealcache.keys",
            "io.sealcache.store");
  }

  @Test
  void table_hasEachMessageWithItsLevelAndLogger() throws IOException {
    List<String> table = table();
    int found = 0;

    for (Path source : sources()) {
      String code = Files.readString(source);
      Matcher logger = LOGGER.matcher(code);
      String name = logger.find() ? LoggerName.valueOf(logger.group(1)).text() : "io.sealcache";
      for (Matcher logged = LOGGED.matcher(code); logged.find(); found++) {
        String start = logged.group(2).replace("''", "'");
        String message = start.length() > 40 ? start.substring(0, 40) : start;
        assertThat(table)
            .as("%s: %s", source, message)
            .anyMatch(
                row ->
                    row.startsWith("| `" + name)
                        && row.contains("| " + logged.group(1) + " |")
                        && row.contains("| " + message));
      }
    }
    assertThat(found).isGreaterThan(10);
  }

  @Test
  void table_hasEachMessageOnce() throws IOException {
    assertThat(table().stream().map(row -> row.substring(0, Math.min(110, row.length()))))
        .doesNotHaveDuplicates();
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(MAIN)) {
      return new ArrayList<>(files.filter(file -> file.toString().endsWith(".java")).toList());
    }
  }

  private static List<String> table() throws IOException {
    return Files.readAllLines(Path.of("../docs/logging.md")).stream()
        .filter(line -> line.startsWith("| `"))
        .toList();
  }
}
