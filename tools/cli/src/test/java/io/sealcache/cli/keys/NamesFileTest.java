package io.sealcache.cli.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.cli.TemporaryKeys;
import io.sealcache.cli.ToolRun;
import io.sealcache.fixture.OwnersFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That nobody is forgotten but who is named. */
class NamesFileTest {
  private final ToolRun.Input input = ToolRun.at(Instant.EPOCH);
  @TempDir private Path directory;
  private TemporaryKeys files;
  private Path settings;

  @BeforeEach
  void place() throws Exception {
    files = TemporaryKeys.in(directory);
    settings = OwnersFile.write(directory.resolve("app.properties"), files.tableSettings());
  }

  private ToolRun forget(String name) {
    return ToolRun.of(input, "keys", "forget", "--yes", name, "--settings=" + settings);
  }

  private boolean hasKeys(String name) {
    return ToolRun.of(input, "keys", "list", name, "--settings=" + settings).code() == 0;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {" bob", "bob ", "bob\u2003", "\tbob", "bob\r", "  ", "\uFEFFbob", "bob\u200B"})
  void lineWithWhiteSpaceAroundItsName_isRefusedAndNobodyForgotten(String line) {
    files.fill(files.table(), Instant.now(), "ada", "bob");
    input.in("ada\n\n" + line + "\r\n");

    ToolRun run = forget("--names-file=-");

    run.refused(1, "Line 3", "white space", "argument");
    assertThat(run.err()).doesNotContain("bob");
    assertThat(hasKeys("ada")).isTrue();
    assertThat(hasKeys("bob")).isTrue();
  }

  @Test
  void nameAsAnArgument_isTakenWithItsWhiteSpace() {
    files.fill(files.table(), Instant.now(), "bob", " bob");

    assertThat(forget(" bob").code()).isZero();

    assertThat(hasKeys("bob")).isTrue();
    assertThat(hasKeys(" bob")).isFalse();
  }

  @Test
  void linesOfEitherEnd_areNamesAsTheyStand() {
    files.fill(files.table(), Instant.now(), "ada", "bo\rb", "bo", "b", "gr\u00e4ce", "grace");
    input.in("ada\r\n\r\nbo\rb\n\ngr\u00e4ce");

    forget("--names-file=-").ended(0).contains("keys are destroyed: 3; names without keys: 0");

    assertThat(hasKeys("bo")).isTrue();
    assertThat(hasKeys("b")).isTrue();
    assertThat(hasKeys("grace")).isTrue();
  }

  @Test
  void nameThatIsGivenTwice_isOne() {
    files.fill(files.table(), Instant.now(), "ada", "bob");
    input.in("ada\nbob\nada\n");

    forget("--names-file=-").ended(0).contains("keys are destroyed: 2; names without keys: 0");
  }

  @Test
  void fileInAnotherCharset_isRefused() throws IOException {
    Path names =
        Files.write(directory.resolve("names"), "gr\u00e4ce".getBytes(StandardCharsets.ISO_8859_1));

    forget("--names-file=" + names).refused(1, "'" + names + "' is no text in UTF-8");
  }
}
