package io.sealcache.cli.keys;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.sealcache.cli.TemporaryKeys;
import io.sealcache.cli.ToolRun;
import io.sealcache.fixture.OwnersFile;
import io.sealcache.keys.WrappedKeyring;
import io.sealcache.keys.table.DirectoryKeyTable;
import io.sealcache.keys.table.KeyTable;
import io.sealcache.keys.table.KeyTableOptions;
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
    table = DirectoryKeyTable.open(files.ownersDirectory("table").toString());
    settings = settings("app.properties", files.wrappingSettings());
    fill("ada", "grace");
  }

  private void fill(String... names) {
    files.fill(table, Instant.now().minus(Duration.ofDays(365)), names);
  }

  private TableKeySource open() {
    return TableKeySource.open(
        table, files.wrappingKey(), KeyTableOptions.of(Duration.ofMinutes(1), 10));
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

  private static JsonObject json(ToolRun run) {
    return JsonParser.parseString(run.out()).getAsJsonObject();
  }

  private int keys(String id) {
    return WrappedKeyring.parse(
            "test", table.read(id).orElseThrow().getBytes(StandardCharsets.ISO_8859_1))
        .size();
  }

  @Test
  void renew_doesToEachRecordWhatIsDue() {
    ToolRun run = run(settings, RENEWAL);

    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out().lines())
        .containsExactly(
            "3 records were looked at",
            "3 were changed",
            "0 can't be changed, and stay as they are");
    try (TableKeySource keys = open()) {
      assertThat(keys.keyring("ada").previous()).as("a key that opens only").hasSize(1);
    }
    String[] again = {"renew", "--age=90d", "--keeping=7d", "--json"};
    JsonObject nothing = json(run(settings, again));
    assertThat(nothing.get("seen").getAsInt()).isEqualTo(3);
    assertThat(nothing.get("changed").getAsInt()).isZero();
    assertThat(nothing.get("failed").getAsInt()).isZero();
  }

  @Test
  void renew_byTimesThatWouldLoseEntries_isRefused() {
    assertThat(run(settings, "renew", "--age=90d").err()).contains("--keeping");
    ToolRun never = run(settings, "renew", "--age=never", "--keeping=7d");
    assertThat(never.code()).isEqualTo(2);
    assertThat(never.err()).doesNotContain("'never'").contains("30s").hasLineCount(1);
    ToolRun early = run(settings, "renew", "--age=1h", "--keeping=7d");
    assertThat(early.code()).isEqualTo(2);
    assertThat(early.err()).contains("come into use").hasLineCount(1);
    ToolRun endless = run(settings, "renew", "--age=90d", "--keeping=10000000d");
    assertThat(endless.code()).isEqualTo(2);
    assertThat(endless.err()).contains("365000 days").hasLineCount(1);
    ToolRun lacking = run(settings, "renew", "--age=90d", "--keeping=7d", "--settling=30s");
    assertThat(lacking.code()).isEqualTo(1);
    assertThat(lacking.err()).contains("key-table.max-age").hasLineCount(1);
    assertThat(table.ids("", 10)).allMatch(id -> keys(id) == 2);
  }

  @Test
  void rewrap_leavesTheKeysAndNeedsTheOldKeyNoMore() throws IOException {
    String current;
    try (TableKeySource keys = open()) {
      current = "%08x".formatted(keys.keyring("ada").current().id());
    }
    String wrapping = files.wrappingSettings().replace("keystore:kek", "keystore:other");
    Path both =
        settings(
            "both.properties", wrapping.replace("keystore:other", "keystore:other,keystore:kek"));
    Path alone = settings("alone.properties", wrapping);
    assertThat(run(alone, "list", "ada").code()).isEqualTo(1);

    ToolRun run = run(both, "rewrap", "--rate=1000", "--json");

    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(json(run).get("changed").getAsInt()).isEqualTo(3);
    assertThat(run(alone, "list", "ada").out()).contains(current);
    assertThat(run(settings, "list", "ada").code()).as("by the old key").isEqualTo(1);
    assertThat(json(run(both, "rewrap", "--json")).get("changed").getAsInt()).isZero();
  }

  @Test
  void recordThatCannotBeChanged_isCountedNamedAndSaidByTheExitCode() {
    String id = table.ids("", 10).get(1);
    String record = table.read(id).orElseThrow();
    table.replace(id, record, record.replace("\nindex=", "\nindex-and-data="));

    ToolRun run = run(settings, RENEWAL);

    assertThat(run.code()).isEqualTo(3);
    assertThat(run.out())
        .contains("2 were changed", "1 can't be changed", "Not changed: record " + id);
    assertThat(json(run(settings, "renew", "--age=90d", "--keeping=7d", "--json")))
        .satisfies(
            done -> {
              assertThat(done.get("failed").getAsInt()).isEqualTo(1);
              assertThat(done.getAsJsonArray("failedRecords")).hasToString("[\"" + id + "\"]");
            });
    assertThat(table.read(id).orElseThrow()).doesNotContain("\nindex=");
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
