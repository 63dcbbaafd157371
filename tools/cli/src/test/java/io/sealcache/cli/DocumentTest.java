package io.sealcache.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider;
import io.sealcache.cli.store.HazelcastApplication;
import io.sealcache.fixture.OwnersFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The output in docs/cli.md is what the commands print, in the order of the page, except for ids of
 * keys, stored keys and times.
 */
@Timeout(300)
class DocumentTest {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```console\n(.*?)^```$");
  private static final String PROMPT = "$ sealcache ";

  private final ToolRun.Input input = ToolRun.at(Instant.parse("2026-11-28T08:30:00Z"));
  @TempDir private Path directory;

  private record Step(String command, String output) {}

  private static List<Step> steps(String page) {
    List<Step> steps = new ArrayList<>();
    for (MatchResult block : BLOCK.matcher(page).results().toList()) {
      for (String step : block.group(1).split("(?m)^\\" + PROMPT, -1)) {
        if (!step.isEmpty()) {
          String[] parts = step.split("\n", 2);
          steps.add(new Step(parts[0], parts[1]));
        }
      }
    }
    return steps;
  }

  /** The output without the parts that differ each time. */
  private static String normalized(String output) {
    return output
        .replaceAll("\\b[0-9a-f]{32}\\b", "RECORD")
        .replaceAll("\\b[0-9a-f]{8}\\b", "KEYID")
        .replaceAll("\\bA[\\w-]{40,}", "STORED")
        .replaceAll("\\d{4}-\\d{2}-\\d{2}T[\\d:.]+Z", "TIME")
        .replaceAll("(ageSeconds\": )-?\\d+", "$1AGE")
        .replaceAll("(Age in seconds +)-?\\d+", "$1AGE")
        .replaceAll("(hazelcast|jcache)-[\\d.]+\\.jar", "$1.jar")
        .replaceAll("(?m) {2,}", "  ") // columns are as wide as paths of this run
        .lines()
        .sorted() // records come in the order of random ids
        .reduce("", (all, line) -> all + line + "\n");
  }

  @Test
  void page_showsWhatTheCommandsPrint() throws Exception {
    String page = Files.readString(Path.of("../../docs/cli.md"));
    List<Step> steps = steps(page);
    assertThat(steps).hasSizeGreaterThan(9);
    StringBuilder printed = new StringBuilder();
    StringBuilder shown = new StringBuilder();
    StringBuilder expected = new StringBuilder();
    try (HazelcastApplication store = HazelcastApplication.start(directory)) {
      prepare(store);
      for (Step step : steps) {
        if (step.command().startsWith("doctor") && !printed.toString().contains("doctor")) {
          fill(store);
        }
        ToolRun run = ToolRun.of(input, arguments(step.command()));
        assertThat(run.err()).as(step.command()).isEmpty();
        String output = run.out().replace(directory + "/", "");
        printed.append(PROMPT).append(step.command()).append('\n').append(output);
        shown.append(normalized(step.output()));
        expected.append(normalized(output));
      }
    }
    assertThat(shown.toString())
        .as("docs/cli.md; the commands print:\n%s", printed)
        .isEqualTo(expected.toString());
  }

  private void prepare(HazelcastApplication store) throws Exception {
    TemporaryKeys files = TemporaryKeys.in(directory);
    OwnersFile.write(directory.resolve("people.properties"), files.tableSettings());
    Instant lastYear = Instant.parse("2025-11-28T00:00:00Z"); // so that keys are to be renewed
    files.fill(files.table(), lastYear, "ada", "grace");
    OwnersFile.write(
        directory.resolve("new-kek.properties"),
        files.tableSettings().replace("keystore:kek", "keystore:other,keystore:kek"));
    Files.writeString(
        directory.resolve("caffeine.properties"),
        "sealcache.keyring=%s\nsealcache.store.provider=%s\n"
            .formatted(directory.resolve("keyring"), CaffeineCachingProvider.class.getName()));
    store.settings("app.properties", "sealcache.keyring=" + directory.resolve("keyring") + "\n");
  }

  private void fill(HazelcastApplication store) throws IOException {
    // As the keyring was before the rotation that the page has made by now.
    Path before = directory.resolve("before");
    Path settings = store.settings("before.properties", "sealcache.keyring=" + before + "\n");
    Files.copy(directory.resolve("keyring"), before);
    assertThat(ToolRun.of(input, "promote", before, "2026-11").code()).isZero();
    store.run(
        settings,
        "customers",
        cache -> {
          for (int i = 0; i < 249; i++) {
            cache.put("customer " + i, "value");
          }
        });
    store.run(
        directory.resolve("app.properties"),
        "customers",
        cache -> cache.put("ada@example.com", "Ada Lovelace"));
  }

  /** With the files of this test, and without what the class path has. */
  private String[] arguments(String command) {
    List<String> arguments = new ArrayList<>();
    for (String argument : command.replaceAll(" --lib \\S+", "").split(" ", -1)) {
      boolean isFile = argument.equals("keyring") && arguments.size() > 1;
      arguments.add(
          isFile || argument.endsWith(".properties")
              ? directory.resolve(argument).toString()
              : argument);
    }
    return arguments.toArray(String[]::new);
  }
}
