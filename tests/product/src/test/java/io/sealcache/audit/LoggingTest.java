package io.sealcache.audit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.architecture.Layers;
import io.sealcache.internal.text.LoggerName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/operations.md to what is logged: operators filter by it. */
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
            "io.sealcache.keys",
            "io.sealcache.store");
  }

  private static List<String> table() throws IOException {
    return Files.readAllLines(Path.of("../../docs/operations.md")).stream()
        .filter(line -> line.startsWith("| `io.sealcache"))
        .toList();
  }
}
