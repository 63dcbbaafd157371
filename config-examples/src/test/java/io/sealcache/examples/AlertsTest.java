package io.sealcache.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.servers.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The alerts, and the series that they are tested with, as Prometheus's own tool sees them. */
class AlertsTest {
  private static final Path OPERATIONS = Documents.ROOT.resolve("operations");
  private static final String RULES = "prometheus-alerts.yml";
  private static final String TESTS = "prometheus-alerts-test.yml";
  private static final Pattern ALERT = Pattern.compile("alert: (\\w+)");

  @TempDir private Path directory;

  @BeforeAll
  static void promtoolIsInstalled() {
    Needs.promtool();
  }

  static List<String> alerts() throws IOException {
    return ALERT
        .matcher(Files.readString(OPERATIONS.resolve(RULES)))
        .results()
        .map(alert -> alert.group(1))
        .toList();
  }

  @Test
  void rules_areTaken() throws Exception {
    assertThat(promtool(OPERATIONS, "check", "rules", RULES)).contains("SUCCESS: 10 rules");
    assertThat(alerts()).hasSize(10);
  }

  @Test
  void alerts_fireWhereTheyAreMeantToAndNowhereElse() throws Exception {
    assertThat(promtool(OPERATIONS, "test", "rules", TESTS)).contains("SUCCESS");
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void alertThatIsMissing_failsTheTest(String alert) throws Exception {
    assertThat(testsWith("alert: " + alert + "\n", "alert: Other\n"))
        .contains("FAILED", "alertname=\"" + alert + "\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "for: 2m -> for: 1m",
        "for: 10m -> for: 4m",
        "> 0.05 -> > 0.005",
        "> 20 -> > 0",
        "{reason=\"tampered\"} -> ",
        "{reason=\"unknown_key\"} -> ",
        "{reason=\"from_the_future\"} -> {reason=\"foreign\"}",
        "foreign|too_old -> foreign",
        "foreign|too_old -> too_old",
        "{event=\"keys-not-loaded\"} -> ",
        "{event=\"kms-failed\"} -> ",
        "{event=\"table-failed\"} -> ",
        "> rate(sealcache_sealed_total[5m]) -> > 0"
      })
  void alertThatFiresTooEasily_failsTheTest(String change) throws Exception {
    String[] sides = change.split(" -> ", -1);

    assertThat(testsWith(sides[0], sides[1])).contains("FAILED");
  }

  private String testsWith(String before, String after) throws Exception {
    String rules = Files.readString(OPERATIONS.resolve(RULES));
    assertThat(rules).contains(before);
    Files.writeString(directory.resolve(RULES), rules.replace(before, after));
    Files.copy(OPERATIONS.resolve(TESTS), directory.resolve(TESTS));
    return promtool(directory, "test", "rules", TESTS);
  }

  private static String promtool(Path in, String... arguments) throws Exception {
    Process process =
        new ProcessBuilder(Stream.concat(Stream.of("promtool"), Stream.of(arguments)).toList())
            .directory(in.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue() == 0).as(output).isEqualTo(output.contains("SUCCESS"));
    return output;
  }
}
