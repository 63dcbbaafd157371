package io.sealcache.cli.keys;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.sealcache.cli.TemporaryKeys;
import io.sealcache.cli.ToolRun;
import io.sealcache.fixture.OwnersFile;
import io.sealcache.keys.WrappedKeyring;
import io.sealcache.keys.table.KeyTable;
import io.sealcache.keys.table.TableKeySource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class RotationCommandsTest {
  private static final String[] RENEWAL = {"renew", "--age=90d", "--keeping=7d", "--rate=1000"};

  private final ToolRun.Input input = ToolRun.at(Instant.EPOCH);
  @TempDir private Path directory;
  private TemporaryKeys files;
  private KeyTable table;
  private Path settings;

  /** A table of two names, whose keys are a year old. */
  @BeforeEach
  void fill() throws Exception {
    files = TemporaryKeys.in(directory);
    table = files.table();
    settings = settings("app.properties", files.wrappingSettings());
    fill("ada", "grace");
  }

  private void fill(String... names) {
    files.fill(table, Instant.now().minus(Duration.ofDays(365)), names);
  }

  private Path settings(String file, String wrapping) throws IOException {
    return OwnersFile.write(
        directory.resolve(file),
        "sealcache.key-table=%s\nsealcache.key-table.max-age=30s\n%s"
            .formatted(directory.resolve("table"), wrapping));
  }

  private ToolRun run(Path by, String... arguments) {
    List<String> all = new ArrayList<>(List.of("keys"));
    all.addAll(List.of(arguments));
    all.add("--settings=" + by);
    return ToolRun.of(input, all.toArray(String[]::new));
  }

  private int keys(String id) {
    return WrappedKeyring.parse(
            "test", table.read(id).orElseThrow().getBytes(StandardCharsets.ISO_8859_1))
        .size();
  }

  @Test
  void renew_doesToEachRecordWhatIsDue() {
    ToolRun run = run(settings, RENEWAL).succeeded();
    assertThat(run.out().lines())
        .containsExactly(
            "3 records were looked at",
            "3 were changed",
            "0 can't be changed, and stay as they are");
    try (TableKeySource keys = files.open(table)) {
      assertThat(keys.keyring("ada").previous()).as("a key that opens only").hasSize(1);
    }
    String[] again = {"renew", "--age=90d", "--keeping=7d", "--json"};
    JsonObject nothing = run(settings, again).json();
    assertThat(nothing.get("seen").getAsInt()).isEqualTo(3);
    assertThat(nothing.get("changed").getAsInt()).isZero();
    assertThat(nothing.get("failed").getAsInt()).isZero();
  }

  @Test
  void renew_byTimesThatWouldLoseEntries_isRefused() {
    assertThat(run(settings, "renew", "--age=90d").err()).contains("--keeping");
    ToolRun never = run(settings, "renew", "--age=never", "--keeping=7d").refused(2, "30s");
    assertThat(never.err()).doesNotContain("'never'");
    run(settings, "renew", "--age=1h", "--keeping=7d").refused(2, "come into use");
    run(settings, "renew", "--age=90d", "--keeping=10000000d").refused(2, "365000 days");
    run(settings, "renew", "--age=90d", "--keeping=7d", "--settling=30s")
        .refused(1, "key-table.max-age");
    assertThat(table.ids("", 10)).allMatch(id -> keys(id) == 2);
  }

  @Test
  void rewrap_leavesTheKeysAndNeedsTheOldKeyNoMore() throws IOException {
    String current;
    try (TableKeySource keys = files.open(table)) {
      current = "%08x".formatted(keys.keyring("ada").current().id());
    }
    String wrapping = files.wrappingSettings().replace("keystore:kek", "keystore:other");
    Path both =
        settings(
            "both.properties", wrapping.replace("keystore:other", "keystore:other,keystore:kek"));
    Path alone = settings("alone.properties", wrapping);
    assertThat(run(alone, "list", "ada").code()).isEqualTo(1);

    ToolRun run = run(both, "rewrap", "--rate=1000", "--json").succeeded();
    assertThat(run.json().get("changed").getAsInt()).isEqualTo(3);
    assertThat(run(alone, "list", "ada").out()).contains(current);
    assertThat(run(settings, "list", "ada").code()).as("by the old key").isEqualTo(1);
    assertThat(run(both, "rewrap", "--json").json().get("changed").getAsInt()).isZero();
  }

  @Test
  void recordThatCannotBeChanged_isCountedNamedAndSaidByTheExitCode() {
    String id = table.ids("", 10).get(1);
    String record = table.read(id).orElseThrow();
    table.replace(id, record, record.replace("\nindex=", "\nindex-and-data="));

    run(settings, RENEWAL)
        .ended(3)
        .contains("2 were changed", "1 can't be changed", "Not changed: record " + id);
    assertThat(run(settings, "renew", "--age=90d", "--keeping=7d", "--json").json())
        .satisfies(
            done -> {
              assertThat(done.get("failed").getAsInt()).isEqualTo(1);
              assertThat(done.getAsJsonArray("failedRecords")).hasToString("[\"" + id + "\"]");
            });
    assertThat(table.read(id).orElseThrow()).doesNotContain("\nindex=");
    assertThat(run(settings, "rewrap", "--all").code()).isEqualTo(3);
  }

  @Test
  void longPass_showsHowFarItHasComeWhereSomebodyLooks() {
    input.watched();
    ToolRun run = run(settings, "renew", "--age=90d", "--keeping=7d", "--rate=5");

    assertThat(run.code()).isZero();
    assertThat(run.err()).contains("records").endsWith("\r");
  }

  /** As by Ctrl-C, of one that would go on for half a minute. */
  @Tag("slow")
  @Test
  void passThatIsEnded_isGoneOnWithByTheNext() throws Exception {
    fill(IntStream.range(0, 58).mapToObj(i -> "name " + i).toArray(String[]::new));
    List<String> ids = table.ids("", 100);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                requireNonNull(System.getProperty("java.class.path")),
                "io.sealcache.cli.SealCacheTool",
                "keys",
                "renew",
                "--age=90d",
                "--keeping=7d",
                "--rate=2",
                "--settings=" + settings)
            .redirectOutput(directory.resolve("out").toFile())
            .redirectError(directory.resolve("err").toFile())
            .start();
    while (keys(ids.get(1)) == 2 && process.isAlive()) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    process.destroy();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();

    long left = ids.stream().filter(id -> keys(id) == 2).count();
    assertThat(left).isBetween(1L, ids.size() - 2L);
    ToolRun rest = run(settings, RENEWAL);
    assertThat(rest.out().lines())
        .contains(ids.size() + " records were looked at", left + " were changed");
    assertThat(ids).allMatch(id -> keys(id) == 3);
  }
}
