package io.sealcache.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToolUsageTest {
  private static final String SECRET =
      "f866e5447c01e694cf4ae75b6f203ab6a37406cf725906c365245ade444cc50b";

  private final ToolRun.Input input = ToolRun.at(Instant.EPOCH);

  @ParameterizedTest
  @CsvSource({
    "'', Missing required subcommand",
    "frobnicate, An argument is unknown",
    "keyring, Missing required subcommand",
    "keyring frobnicate, An argument is unknown",
    "keyring add, FILE",
    "keyring promote keyring, ID",
    "keyring add keyring extra, one argument too many",
    "keyring add keyring --secret-file, --secret-file",
    "keyring show keyring --alias=kek, '--alias'",
    "keys forget ada, --yes",
    "keys forget --yes J\uFFFD\uFFFDrgen, LC_ALL=C.UTF-8",
    "keys list --limit=-1, 1 to 999999999",
    "keys rewrap --rate=0, 1 to 999999999",
    "reseal books --rate=-5, 1 to 999999999",
    "reseal books --rate=a, Invalid value for option '--rate': this is not a number",
    "keys renew --keeping=7d --age=1m, older when it is replaced"
  })
  void wrongUsage_isNamedInOneLine(String line, String problem) {
    ToolRun.of(input, line.isEmpty() ? new String[0] : line.split(" ", -1))
        .refused(2, problem, "--help");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "keyring add keyring --password=hunter2",
        "keyring add keyring PASSWORD=hunter2",
        "keyring add keyring hunter2",
        "keyring hunter2",
        "hunter2",
        "keyring add keyring -phunter2",
        "keyring add keyring --token hunter2",
        "keyring show keyring --json=hunter2",
        "reseal cache --rate hunter2",
        "reseal cache --rate=hunter2",
        "keys renew --keeping=7d --age=hunter2",
        "keys list @hunter2 --limit=x",
        "keys list --settings=hunter2\0"
      })
  void whatIsInTheWrongPlace_isNotShown(String line) {
    ToolRun run = ToolRun.of(input, line.split(" ", -1)).refused(2, "--help");

    assertThat(run.err()).doesNotContain("hunter2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        SECRET,
        "+GblRHwB5pTPSudbbyA6tqN0Bs9yWQbDZSRa3kRMxQs=",
        "hvs.CAESIJ1vZk9yTWluZ1RoZVdvcmxk",
        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
      })
  void keyOrTokenInPlaceOfAPath_isNotShown(String secret) {
    for (String line :
        List.of(
            "keyring show %s",
            "keyring add %s",
            "keyring add keyring %s",
            "keyring add keyring --secret=%s",
            "keyring promote %s id",
            "keyring wrap keyring --settings=%s",
            "doctor --settings %s",
            "keys list --names-file=%s --verbose",
            "reseal cache --names-file %s",
            "census cache --lib=%s",
            "census cache --none-under=%s")) {
      ToolRun run = ToolRun.of(input, line.formatted(secret).split(" ", -1));

      assertThat(run.err() + run.out()).as(line).doesNotContain(secret);
      assertThat(run.code()).as(line).isIn(1, 2);
    }
  }

  @Test
  void keyInPlaceOfANewFile_makesNone() {
    ToolRun run = ToolRun.of(input, "keyring", "new", SECRET, "--verbose");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("like a key").doesNotContain(SECRET);
    assertThat(Path.of(SECRET)).doesNotExist();
  }

  @Test
  void nameThatBeginsLikeAFileOfArguments_isAName() {
    ToolRun run = ToolRun.of(input, "keys", "list", "@nowhere");

    assertThat(run.err()).contains("sealcache.key-table");
  }

  @Test
  void help_explainsTheRunbook() {
    ToolRun.of(input, "keyring", "--help")
        .ended(0)
        .containsSubsequence("1. add", "2. promote", "3. Run", "OpenedWithPreviousKey", "4. retire")
        .contains("new", "show", "wrap", "Exit codes");
    assertThat(ToolRun.of(input, "keyring", "retire", "--help").out()).contains("UNKNOWN_KEY");
    assertThat(ToolRun.of(input, "--version").out()).startsWith("sealcache ");
  }

  @Test
  void help_ofTheToolNamesEachCommandAndTheExitCodes() {
    assertThat(ToolRun.of(input, "--help").out())
        .contains("keyring", "keys", "doctor", "census", "reseal", "completion")
        .contains("Exit codes", "--verbose");
  }

  static Set<String> commands() {
    return AuditLinesTest.leaves();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void eachCommand_hasHelp(String command) {
    ToolRun run = ToolRun.of(input, (command + " --help").split(" ", -1)).succeeded();

    assertThat(run.out()).startsWith("Usage: sealcache " + command).contains("--verbose");
  }

  @Test
  void verbose_addsTheStackTrace() {
    String[] command = {"keyring", "show", "nowhere"};
    assertThat(ToolRun.of(input, command).err()).hasLineCount(1);

    ToolRun run = ToolRun.of(input, "keyring", "show", "nowhere", "--verbose");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err().lines().toList().get(0))
        .isEqualTo(ToolRun.of(input, command).err().strip());
    assertThat(run.err()).contains("java.lang.IllegalArgumentException\n\tat ");
  }

  @Test
  void completion_knowsCommandsAndOptions() {
    ToolRun.of(input, "completion")
        .ended(0)
        .contains("complete -F", "sealcache", "promote", "--none-under");
  }
}
