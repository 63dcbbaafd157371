package io.sealcache.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToolUsageTest {
  private static final String SECRET =
      "f866e5447c01e694cf4ae75b6f203ab6a37406cf725906c365245ade444cc50b";

  private final ToolRun.Input input = ToolRun.at(Instant.EPOCH);

  @ParameterizedTest
  @CsvSource({
    "'', Missing required subcommand",
    "frobnicate, 'frobnicate'",
    "keyring, Missing required subcommand",
    "keyring frobnicate, 'frobnicate'",
    "keyring add, FILE",
    "keyring promote keyring, ID",
    "keyring add keyring extra, 'extra'",
    "keyring add keyring --secret-file, --secret-file",
    "keyring show keyring --alias a, --keystore",
    "keyring new keyring --index-secret-file i, --secret-file",
    "keyring wrap keyring, --keystore"
  })
  void wrongUsage_isNamedInOneLine(String line, String problem) {
    ToolRun run = ToolRun.of(input, line.isEmpty() ? new String[0] : line.split(" ", -1));

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(problem, "--help").hasLineCount(1);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void secretAsAnArgument_isNotShown() {
    for (String argument : List.of(SECRET, "--secret=" + SECRET)) {
      ToolRun run = ToolRun.of(input, "keyring", "add", "keyring", argument);

      assertThat(run.code()).isEqualTo(2);
      assertThat(run.err()).doesNotContain(SECRET);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--password=hunter2", "PASSWORD=hunter2"})
  void valueOfWhatIsUnknown_isNotShown(String argument) {
    ToolRun run = ToolRun.of(input, "keyring", "add", "keyring", argument);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains("'%s'".formatted(argument.replace("=hunter2", "")))
        .doesNotContain("hunter2");
  }

  @Test
  void help_explainsTheRunbook() {
    ToolRun run = ToolRun.of(input, "keyring", "--help");

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .containsSubsequence("1. add", "2. promote", "3. Run", "OpenedWithPreviousKey", "4. retire")
        .contains("new", "show", "wrap", "Exit codes");
    assertThat(ToolRun.of(input, "keyring", "retire", "--help").out()).contains("UNKNOWN_KEY");
    assertThat(ToolRun.of(input, "--version").out()).startsWith("sealcache ");
  }

  @Test
  void help_ofTheToolNamesEachCommandAndTheExitCodes() {
    assertThat(ToolRun.of(input, "--help").out())
        .contains("keyring", "keys", "check", "census", "reseal", "inspect", "completion")
        .contains("Exit codes", "--verbose");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "keyring new",
        "keyring add",
        "keyring promote",
        "keyring retire",
        "keyring show",
        "keyring wrap",
        "keys list",
        "keys forget",
        "keys renew",
        "keys rewrap",
        "check",
        "census",
        "reseal",
        "inspect",
        "completion"
      })
  void eachCommand_hasHelp(String command) {
    ToolRun run = ToolRun.of(input, (command + " --help").split(" ", -1));

    assertThat(run.code()).isZero();
    assertThat(run.out()).startsWith("Usage: sealcache " + command).contains("--verbose");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void verbose_addsTheStackTrace() {
    String[] command = {"keyring", "show", "nowhere"};
    assertThat(ToolRun.of(input, command).err()).hasLineCount(1);

    ToolRun run = ToolRun.of(input, "keyring", "show", "nowhere", "--verbose");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err().lines().toList().get(0))
        .isEqualTo(ToolRun.of(input, command).err().strip());
    assertThat(run.err()).contains("\tat ");
  }

  @Test
  void completion_knowsCommandsAndOptions() {
    ToolRun run = ToolRun.of(input, "completion");

    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("complete -F", "sealcache", "promote", "--none-under");
  }
}
