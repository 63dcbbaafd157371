package io.sealcache;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.internal.text.LoggerName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/logging.md to what is logged: operators filter by it. */
class LoggingTest {
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
    List<Row> table = messages();
    List<LogTemplates.Call> calls = calls();

    assertThat(calls).hasSizeGreaterThan(25);
    for (LogTemplates.Call call : calls) {
      for (String text : call.texts()) {
        assertThat(table).as("%s: %s", call.logger(), text).anyMatch(row -> row.isOf(call, text));
      }
    }
  }

  @Test
  void table_hasNoOtherMessage() throws IOException {
    assertThat(unlogged(messages())).isEmpty();
  }

  @Test
  void messageThatNothingLogs_isFound() throws IOException {
    Row known = messages().get(0);
    List<Row> made =
        List.of(
            new Row(known.logger(), known.level(), "Cache manager {0} encrypts nothing"),
            new Row(known.logger(), "ERROR", known.message()),
            new Row("io.sealcache.keys", known.level(), known.message()));

    assertThat(unlogged(made)).isEqualTo(made);
    assertThat(unlogged(List.of(known))).isEmpty();
  }

  private static List<Row> unlogged(List<Row> table) throws IOException {
    List<LogTemplates.Call> calls = calls();
    return table.stream()
        .filter(
            row ->
                calls.stream()
                    .noneMatch(call -> call.texts().stream().anyMatch(t -> row.isOf(call, t))))
        .toList();
  }

  /** A row of the table; its message may go on with when it is logged. */
  private record Row(String logger, String level, String message) {
    static Row of(String line) {
      String[] cells = line.split(" \\| ", 3);
      return new Row(cells[0].replaceAll("[|` ]", ""), cells[1], cells[2]);
    }

    boolean isOf(LogTemplates.Call call, String text) {
      String written = text.replace("''", "'");
      return logger.equals(call.logger().text())
          && call.levels().contains(level)
          && message.startsWith(written.substring(0, Math.min(40, written.length())));
    }
  }

  /** The rows of texts, but for the one of lines that are made of fields. */
  private static List<Row> messages() throws IOException {
    return table().stream()
        .map(Row::of)
        .filter(row -> row.logger().startsWith(LoggerName.PROVIDER.text()))
        .filter(row -> !row.logger().equals(LoggerName.AUDIT.text()))
        .toList();
  }

  private static List<LogTemplates.Call> calls() throws IOException {
    List<LogTemplates.Call> calls = new ArrayList<>();
    List<String> modules = new ArrayList<>(Artifacts.FOLDERS);
    modules.addAll(List.of("keys/vault", "keys/aws-kms"));
    for (String module : modules) {
      calls.addAll(LogTemplates.below(Artifacts.sources(module)));
    }
    return calls;
  }

  @Test
  void table_hasEachMessageOnce() throws IOException {
    assertThat(table().stream().map(row -> row.substring(0, Math.min(110, row.length()))))
        .doesNotHaveDuplicates();
  }

  private static List<String> table() throws IOException {
    return Files.readAllLines(Path.of("../../docs/logging.md")).stream()
        .filter(line -> line.startsWith("| `"))
        .toList();
  }
}
