package io.sealcache;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.fixture.CapturedLog;
import io.sealcache.internal.text.LoggerName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log formats our texts: an apostrophe has a meaning there, but only with parameters. */
class LogTemplatesTest {
  private static final Pattern PLACE = Pattern.compile("\\{\\d");

  @TempDir private Path directory;

  @Test
  void log_losesNoApostropheAndFillsEachPlace() throws IOException {
    List<LogTemplates.Call> calls = LogTemplates.below(Path.of("src/main/java"));

    assertThat(calls).hasSizeGreaterThan(10).allSatisfy(LogTemplatesTest::requireWhole);
  }

  @Test
  void templatesThatLoseSomething_areFound() throws IOException {
    for (String call :
        List.of(
            "\"Cache's '{0}'\", name",
            "\"Cache ''{0}''\"",
            "\"Cache {0} of {1}\", name",
            "\"Cache {0}\", name, uri",
            "\"It can''t\"")) {
      Path file = directory.resolve("Logs.java");
      Files.writeString(file, "class Logs { void log() { L.log(Level.INFO, " + call + "); } }");
      List<LogTemplates.Call> calls = LogTemplates.below(directory);

      assertThat(calls).hasSize(1);
      assertThat(isWhole(calls.get(0))).as(call).isFalse();
    }
  }

  private static boolean isWhole(LogTemplates.Call call) {
    try {
      requireWhole(call);
      return true;
    } catch (AssertionError e) {
      return false;
    }
  }

  private static void requireWhole(LogTemplates.Call call) {
    String all = String.join(" ", call.texts());
    for (String text : call.texts()) {
      String written = text.replace("''", "'");
      for (int i = 0; i < call.parameters(); i++) {
        assertThat(all).contains("{" + i + "}");
        written = written.replace("{" + i + "}", "parameter" + i);
      }
      assertThat(written).doesNotContainPattern(PLACE);
      assertThat(logged(text, call.parameters())).isEqualTo("INFO " + written);
    }
  }

  private static String logged(String text, int parameters) {
    System.Logger logger = LoggerName.PROVIDER.logger();
    Object[] values = IntStream.range(0, parameters).mapToObj(i -> "parameter" + i).toArray();
    return CapturedLog.of(
            "io.sealcache",
            () -> {
              if (values.length == 0) {
                logger.log(System.Logger.Level.INFO, text);
              } else {
                logger.log(System.Logger.Level.INFO, text, values);
              }
            })
        .get(0);
  }
}
