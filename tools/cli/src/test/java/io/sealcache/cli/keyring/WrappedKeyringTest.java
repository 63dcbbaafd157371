package io.sealcache.cli.keyring;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.cli.ToolRun;
import io.sealcache.core.MasterKey;
import io.sealcache.fixture.OwnersFile;
import io.sealcache.keys.KeyringFile;
import io.sealcache.keys.WrappingKey;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
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
    ToolRun run = wrapped("wrap");

    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("the disk", "is not overwritten", "make a new keyring");
    assertThat(file).content().contains("key.imported.wrapped=").doesNotContain(ONE, "secret=");
    try (KeyringFile after = KeyringFile.read(file, key("wrapping"), Map.of())) {
      assertThat(after.keyId("imported"))
          .isEqualTo(MasterKey.of(HexFormat.of().parseHex(ONE)).id());
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
  void password_thatIsMissingOrWrongIsSaid() throws IOException {
    Path without =
        OwnersFile.write(
            directory.resolve("without"),
            "sealcache.keystore=%s\nsealcache.kms=keystore:wrapping\n".formatted(keyStore));
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
        .contains(keyStore.toString(), "does not open", "correct 'sealcache.keystore.password'")
        .doesNotContain("wrong-one");
    assertThat(file).doesNotExist();
  }

  @Test
  void wrongKeyOrForm_isSaid() throws IOException {
    assertThat(wrapped("new").code()).isZero();

    assertRefused(ToolRun.of(input, "show", file), "is wrapped", "'sealcache.kms'");
    assertRefused(ToolRun.of(input, "add", file), "is wrapped", "'sealcache.kms'");
    assertRefused(
        ToolRun.of(input, "show", file, "--settings=" + settings("" + keyStore, "other")),
        "does not open with this wrapping key");
    assertRefused(
        ToolRun.of(input, "show", file, "--settings=" + settings("" + keyStore, "none")),
        "'sealcache.kms'");
  }

  @Test
  void clearFile_isNotTakenForAWrappedOne() throws IOException {
    assertThat(ToolRun.of(input, "new", file).code()).isZero();

    assertRefused(wrapped("add"), "in clear", "'sealcache.kms'");
  }

  private Path settings(String store, String alias) throws IOException {
    return OwnersFile.write(
        directory.resolve("app.properties"),
        "sealcache.keystore=%s\nsealcache.keystore.password=%s\nsealcache.kms=keystore:%s\n"
            .formatted(store, PASSWORD, alias));
  }

  private ToolRun wrapped(String command, String... more) throws IOException {
    List<String> options = new ArrayList<>(Arrays.asList(more));
    options.add("--settings=" + settings("" + keyStore, "wrapping"));
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
