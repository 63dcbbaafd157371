package io.sealcache.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider;
import io.sealcache.fixture.CapturedLog;
import io.sealcache.fixture.OwnersFile;
import io.sealcache.keys.FixedKey;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * The lines for auditors that each command shows: what becomes of keys, and not that it loads them
 * itself.
 */
@Tag("slow")
@Timeout(300)
class AuditLinesTest {
  private static final Pattern EVENT = Pattern.compile("event=([\\w-]+)");

  private final Logger audit = Logger.getLogger("io.sealcache.audit");
  private final Logger root = Logger.getLogger("");
  private final Map<Handler, Level> levels = new HashMap<>();
  private final @Nullable Level rootLevel = root.getLevel();
  private final PrintStream standardError = System.err;
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final ToolRun.Input input = ToolRun.at(Instant.parse("2026-11-30T00:00:00Z"));
  private final TreeSet<String> run = new TreeSet<>();
  @TempDir private Path directory;
  private String keyring;

  @BeforeEach
  void logAsTheToolDoes() {
    keyring = directory.resolve("keyring").toString();
    Arrays.stream(root.getHandlers()).forEach(each -> levels.put(each, each.getLevel()));
    Arrays.stream(audit.getHandlers()).forEach(audit::removeHandler);
    System.setErr(new PrintStream(shown, true, StandardCharsets.UTF_8));
    ProcessLog.set(false);
  }

  @AfterEach
  void logAsBefore() {
    System.setErr(standardError);
    Arrays.stream(audit.getHandlers()).forEach(audit::removeHandler);
    audit.setUseParentHandlers(true);
    audit.setLevel(null);
    root.setLevel(rootLevel);
    levels.forEach(Handler::setLevel);
  }

  /** Gives the events that are shown of a run of a command. */
  private List<String> events(int code, String command, String... arguments) {
    shown.reset();
    run.add(command);
    List<String> all = new ArrayList<>(List.of(command.split(" ", -1)));
    all.addAll(List.of(arguments));
    ToolRun done = ToolRun.of(input, all.toArray(String[]::new));
    assertThat(done.code()).as(command + ": " + done.err()).isEqualTo(code);
    String text = shown.toString(StandardCharsets.UTF_8);
    return EVENT.matcher(text).results().map(line -> line.group(1)).toList();
  }

  @Test
  void eachCommand_showsWhatBecomesOfKeysAndNotThatItLoadsThem() {
    List<String> told =
        CapturedLog.of(
            audit.getName(), 0, () -> assertThatCode(this::eachCommand).doesNotThrowAnyException());

    assertThat(run).as("each command there is").isEqualTo(leaves());
    assertThat(told)
        .as("there was something to be quiet about")
        .anyMatch(line -> line.contains(" event=started "))
        .anyMatch(line -> line.contains(" event=keys-loaded "))
        .anyMatch(line -> line.contains(" event=name-keys-loaded "));
  }

  private void eachCommand() throws Exception {
    keyrings();
    people();
    stores();
    assertThat(events(0, "completion")).isEmpty();
  }

  @Test
  void whatIsRefusedOrChangesNothing_isNotShown() {
    assertThat(events(0, "keyring new", keyring)).hasSize(1);

    assertThat(events(1, "keyring new", keyring)).isEmpty();
    assertThat(events(1, "keyring retire", keyring, "2026-11")).isEmpty();
    assertThat(events(0, "keyring promote", keyring, "2026-11")).isEmpty();
  }

  @Test
  void keyThatWasInUse_isShownWithoutIt() {
    String secret = FixedKey.hex(1);
    input.in(secret);

    assertThat(events(0, "keyring new", keyring, "--secret-file=-"))
        .containsExactly("keys-created");
    assertThat(shown.toString(StandardCharsets.UTF_8)).doesNotContain(secret);
  }

  private void keyrings() throws Exception {
    assertThat(events(0, "keyring new", keyring)).containsExactly("keys-created");
    assertThat(events(0, "keyring show", keyring)).isEmpty();
    assertThat(events(0, "keyring add", keyring, "--id=next")).containsExactly("key-added");
    assertThat(events(0, "keyring promote", keyring, "next")).containsExactly("key-promoted");
    assertThat(events(0, "keyring retire", keyring, "2026-11")).containsExactly("key-retired");
    Path copy = Path.of(keyring).resolveSibling("copy");
    Files.copy(Path.of(keyring), copy, StandardCopyOption.COPY_ATTRIBUTES);
    TemporaryKeys files = TemporaryKeys.in(directory);
    Path settings = OwnersFile.write(directory.resolve("kek.properties"), files.wrappingSettings());
    assertThat(events(0, "keyring wrap", copy.toString(), "--settings=" + settings))
        .containsExactly("keys-wrapped");
  }

  private void people() throws Exception {
    TemporaryKeys files = TemporaryKeys.in(directory);
    files.fill(files.table(), Instant.now(), "ada");
    Path file = OwnersFile.write(directory.resolve("people.properties"), files.tableSettings());
    String settings = "--settings=" + file;
    assertThat(events(0, "keys list", "ada", settings)).isEmpty();
    assertThat(events(0, "keys list", settings)).isEmpty();
    assertThat(events(0, "keys renew", "--age=90d", "--keeping=7d", settings)).isEmpty();
    assertThat(events(0, "keys rewrap", settings)).isEmpty();
    assertThat(events(0, "keys forget", "--yes", "ada", settings)).containsExactly("keys-erased");
    assertThat(events(3, "keys forget", "--yes", "ada", settings))
        .containsExactly("no-keys-to-erase");
  }

  /** Over a store of this JVM, in which nobody has a cache. */
  private void stores() throws Exception {
    Path file =
        OwnersFile.write(
            directory.resolve("app.properties"),
            "sealcache.keyring=%s\nsealcache.store.provider=%s\n"
                .formatted(keyring, CaffeineCachingProvider.class.getName()));
    String settings = "--settings=" + file;
    assertThat(events(0, "doctor", "--probe", settings)).isEmpty();
    assertThat(events(1, "census", "customers", settings)).isEmpty();
    assertThat(events(1, "reseal", "customers", settings)).isEmpty();
  }

  /** The names of all commands that do something. */
  static Set<String> leaves() {
    Set<String> leaves = new TreeSet<>();
    add(SealCacheTool.commandLine(ToolInput.ofProcess()), "", leaves);
    return leaves;
  }

  private static void add(CommandLine command, String name, Set<String> leaves) {
    if (command.getSubcommands().isEmpty()) {
      leaves.add(name.strip());
    }
    command.getSubcommands().forEach((each, line) -> add(line, name + " " + each, leaves));
  }
}
