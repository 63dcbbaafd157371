package io.sealcache.cli.keyring;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.cli.TemporaryKeys;
import io.sealcache.cli.ToolRun;
import io.sealcache.fixture.OwnersFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrappedKeyringTest {
  private final ToolRun.Input input = ToolRun.at(Instant.parse("2026-11-30T00:00:00Z"));

  @TempDir private Path directory;
  private Path file;
  private TemporaryKeys keys;

  @BeforeEach
  void makeKeyStore() throws Exception {
    file = directory.resolve("keyring");
    keys = TemporaryKeys.in(directory);
  }

  // The token itself is tested with SoftHSM where its artifact is.
  @Test
  void tokenThatIsNotThere_isRefusedByItsFile() throws IOException {
    String token = directory.resolve("token.cfg").toString();
    Path pin = OwnersFile.write(directory.resolve("pin"), "1234");
    Path settings =
        OwnersFile.write(
            directory.resolve("settings"),
            "sealcache.kms=pkcs11:kek?token=%s&pin-file=%s\n".formatted(token, pin));

    ToolRun run = ToolRun.of(input, "new", file, "--settings", settings.toString());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("PKCS#11", token, "SunPKCS11").hasLineCount(1);
    assertThat(file).doesNotExist();
  }

  @Test
  void password_thatIsMissingOrWrongIsSaid() throws IOException {
    Path without =
        OwnersFile.write(
            directory.resolve("without"),
            "sealcache.keystore=%s\nsealcache.kms=keystore:kek\n".formatted(keys.keyStore()));
    assertRefused(
        ToolRun.of(input, "new", file, "--settings=" + without),
        "'sealcache.keystore.password' is missing");
    Path wrong =
        OwnersFile.write(
            directory.resolve("wrong"),
            Files.readString(without) + "sealcache.keystore.password=wrong-one\n");
    ToolRun run = ToolRun.of(input, "new", file, "--settings=" + wrong, "--verbose");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains(
            keys.keyStore().toString(), "does not open", "correct 'sealcache.keystore.password'")
        .doesNotContain("wrong-one");
    assertThat(file).doesNotExist();
  }

  @Test
  void wrongKeyOrForm_isSaid() throws IOException {
    assertThat(wrapped("new").code()).isZero();

    assertRefused(ToolRun.of(input, "show", file), "is wrapped", "'sealcache.kms'");
    assertRefused(ToolRun.of(input, "add", file), "is wrapped", "'sealcache.kms'");
    assertRefused(
        ToolRun.of(input, "show", file, "--settings=" + settings("other")),
        "does not open with this wrapping key");
    assertRefused(
        ToolRun.of(input, "show", file, "--settings=" + settings("none")), "'sealcache.kms'");
  }

  @Test
  void clearFile_isNotTakenForAWrappedOne() throws IOException {
    assertThat(ToolRun.of(input, "new", file).code()).isZero();

    assertRefused(wrapped("add"), "in clear", "'sealcache.kms'");
  }

  private Path settings(String alias) throws IOException {
    return OwnersFile.write(
        directory.resolve("app.properties"),
        keys.wrappingSettings().replace("keystore:kek", "keystore:" + alias));
  }

  private ToolRun wrapped(String command, String... more) throws IOException {
    List<String> options = new ArrayList<>(Arrays.asList(more));
    options.add("--settings=" + settings("kek"));
    return ToolRun.of(input, command, file, options.toArray(String[]::new));
  }

  private static void assertRefused(ToolRun run, String... parts) {
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains(parts).hasLineCount(1);
    assertThat(run.out()).isEmpty();
  }
}
