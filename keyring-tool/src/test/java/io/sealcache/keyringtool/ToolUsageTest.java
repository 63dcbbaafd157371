package io.sealcache.keyringtool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolUsageTest {
  private static final String SECRET =
      "f866e5447c01e694cf4ae75b6f203ab6a37406cf725906c365245ade444cc50b";

  private final ToolRun.Input input = ToolRun.at(Instant.EPOCH);

  @ParameterizedTest
  @CsvSource({
    "'', Missing required subcommand",
    "frobnicate, 'frobnicate'",
    "add, FILE",
    "promote keyring, ID",
    "add keyring extra, 'extra'",
    "add keyring --secret-file, --secret-file",
    "show keyring --alias a, --keystore",
    "new keyring --index-secret-file i, --secret-file",
    "wrap keyring, --keystore"
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
      ToolRun run = ToolRun.of(input, "add", "keyring", argument);

      assertThat(run.code()).isEqualTo(2);
      assertThat(run.err()).doesNotContain(SECRET);
    }
  }

  @Test
  void help_explainsTheRunbook() {
    ToolRun run = ToolRun.of(input, "--help");

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .containsSubsequence(
            "1. add", "2. promote", "3. Wait", "OpenedWithPreviousKey", "4. retire");
    assertThat(run.out()).contains("new", "show", "wrap", "Exit codes");
    assertThat(ToolRun.of(input, "retire", "--help").out()).contains("UNKNOWN_KEY");
    assertThat(ToolRun.of(input, "--version").out()).startsWith("sealcache-keyring ");
  }
}
