package io.sealcache.cli.keyring;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.OwnersFile;
import io.sealcache.cli.ToolRun;
import io.sealcache.core.MasterKey;
import io.sealcache.internal.text.MasterKeyText;
import io.sealcache.keys.KeyringFile;
import io.sealcache.keys.WrappingKey;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrappedKeyringTest {
  private static final String PASSWORD = "correct horse";
  private static final String ONE =
      "f866e5447c01e694cf4ae75b6f203ab6a37406cf725906c365245ade444cc50b";

  private final ToolRun.Input input = ToolRun.at(Instant.parse("2026-11-30T00:00:00Z"));

  @TempDir private Path directory;
  private Path file;
  private Path keyStore;

  @BeforeEach
  void makeKeyStore() throws Exception {
    file = directory.resolve("keyring");
    keyStore = directory.resolve("keys.p12");
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (String alias : List.of("wrapping", "other")) {
      byte[] secret = new byte[MasterKey.LENGTH];
      secret[0] = (byte) alias.length();
      store.setEntry(
          alias,
          new KeyStore.SecretKeyEntry(new SecretKeySpec(secret, "AES")),
          new KeyStore.PasswordProtection(PASSWORD.toCharArray()));
    }
    try (OutputStream out = OwnersFile.open(keyStore)) {
      store.store(out, PASSWORD.toCharArray());
    }
  }

  @Test
  void wrap_replacesClearSecretsByWrappedOnes() throws IOException {
    input.in(ONE);
    assertThat(ToolRun.of(input, "new", file, "--secret-file=-").code()).isZero();
    input.answer(PASSWORD);
    ToolRun run = wrapped("wrap");

    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(file).content().contains("key.imported.wrapped=").doesNotContain(ONE, "secret=");
    try (KeyringFile after = KeyringFile.read(file, key("wrapping"), Map.of())) {
      assertThat(after.keyId("imported")).isEqualTo(MasterKeyText.parse(ONE).id());
      assertThat(after.current()).isEqualTo("imported");
    }
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
  void otherCommands_workOnAWrappedFile() throws IOException {
    input.environment("SEALCACHE_KEYSTORE_PASSWORD", PASSWORD);
    assertThat(wrapped("new").code()).isZero();
    assertThat(wrapped("add", "--id=next").code()).isZero();
    assertThat(wrapped("promote", "next").code()).isZero();
    assertThat(wrapped("retire", "2026-11").code()).isZero();

    assertThat(wrapped("show").out()).hasLineCount(3).contains("next", "current", "index");
    assertThat(file).content().contains("wrapped=").doesNotContain("secret=");
    try (KeyringFile after = KeyringFile.read(file, key("wrapping"), Map.of())) {
      assertThat(after.ids()).containsExactly("index", "next");
    }
  }

  @Test
  void password_isAFilesFirstLineBeforeTheEnvironmentAndTheConsole() throws IOException {
    Path password = OwnersFile.write(directory.resolve("password"), PASSWORD + "\n");
    input.environment("SEALCACHE_KEYSTORE_PASSWORD", "wrong");
    input.answer("wrong");

    assertThat(wrapped("new", "--password-file=" + password).code()).isZero();
    input.environment("SEALCACHE_KEYSTORE_PASSWORD", PASSWORD);
    assertThat(wrapped("show").code()).isZero();
  }

  @Test
  void passwordInPlaceOfItsFile_isNotShown() throws IOException {
    Path tooLong = OwnersFile.write(directory.resolve(PASSWORD), "x".repeat(2_000));
    for (String given : List.of("hunter2", directory.toString(), tooLong.toString())) {
      ToolRun run = wrapped("new", "--verbose", "--password-file", given);

      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err())
          .contains("--password-file")
          .doesNotContain("hunter2", PASSWORD)
          .doesNotContain(directory + ";");
    }
  }

  @Test
  void password_thatIsMissingOrWrongIsSaid() {
    assertRefused(wrapped("new"), "--password-file", "SEALCACHE_KEYSTORE_PASSWORD");
    input.answer("wrong-one");
    assertRefused(wrapped("new"), keyStore.toString(), "does not open", "correct the password");
    assertThat(wrapped("new").err()).doesNotContain("wrong-one", "sealcache.keystore");
    assertThat(file).doesNotExist();
  }

  @Test
  void wrongKeyOrForm_isSaidInTheNamesOfOptions() {
    input.answer(PASSWORD);
    assertThat(wrapped("new").code()).isZero();

    assertRefused(ToolRun.of(input, "show", file), "is wrapped", "'--alias'");
    assertRefused(ToolRun.of(input, "add", file), "is wrapped", "'--alias'");
    assertRefused(
        ToolRun.of(input, "show", file, "--keystore=" + keyStore, "--alias=other"),
        "does not open with this wrapping key");
    assertRefused(
        ToolRun.of(input, "show", file, "--keystore=" + keyStore, "--alias=none"), "'none'");
  }

  @Test
  void clearFile_isNotTakenForAWrappedOne() {
    input.answer(PASSWORD);
    assertThat(ToolRun.of(input, "new", file).code()).isZero();

    assertRefused(wrapped("add"), "in clear", "'--alias'");
  }

  private ToolRun wrapped(String command, String... more) {
    List<String> options = new ArrayList<>(Arrays.asList(more));
    options.addAll(List.of("--keystore", keyStore.toString(), "--alias", "wrapping"));
    return ToolRun.of(input, command, file, options.toArray(String[]::new));
  }

  private WrappingKey key(String alias) {
    return WrappingKey.open(keyStore.toString(), PASSWORD, alias);
  }

  private static void assertRefused(ToolRun run, String... parts) {
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains(parts).hasLineCount(1);
    assertThat(run.out()).isEmpty();
  }
}
