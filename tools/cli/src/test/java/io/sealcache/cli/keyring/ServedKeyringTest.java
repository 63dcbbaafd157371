package io.sealcache.cli.keyring;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.cli.ToolRun;
import io.sealcache.core.MasterKey;
import io.sealcache.fixture.KeyStoreFile;
import io.sealcache.fixture.OwnersFile;
import io.sealcache.keys.KeyEncryptionKey;
import io.sealcache.keys.KeySource;
import io.sealcache.keys.KeySources;
import io.sealcache.keys.KeyringFile;
import io.sealcache.keys.PretendedService;
import io.sealcache.keys.RefreshTimes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keyring files whose keys a key management service wraps, as the application's settings say. */
class ServedKeyringTest {
  private static final String ONE =
      "f866e5447c01e694cf4ae75b6f203ab6a37406cf725906c365245ade444cc50b";
  private static final Map<String, String> CONTEXT = Map.of("sealcache-context", "shop");

  private final ToolRun.Input input = ToolRun.at(Instant.parse("2026-11-30T00:00:00Z"));

  @TempDir private Path directory;
  private Path file;
  private Path settings;

  @BeforeEach
  void writeSettings() throws IOException {
    file = directory.resolve("keyring");
    settings = settings("served", "sealcache.kms=pretended:5\nsealcache.context=shop\n");
  }

  @Test
  void keyring_isRotatedThroughTheService() throws IOException {
    run("new").succeeded();
    run("add", "--id=next").succeeded();
    run("promote", "next").succeeded();
    run("retire", "2026-11").succeeded();

    assertThat(run("show").out()).hasLineCount(3).contains("next", "current", "index");
    assertThat(file).content().contains("secrets=").doesNotContain("ring: secret");
    try (KeyringFile after = KeyringFile.read(file, key(), CONTEXT);
        KeySource source =
            KeySources.ofKeyringFile(file.toString(), key(), CONTEXT, RefreshTimes.standard())) {
      assertThat(after.ids()).containsExactly("index", "next");
      assertThat(source.keyring(null).current().id()).isEqualTo(after.keyId("next"));
    }
  }

  @Test
  void wrap_replacesClearSecretsByWrappedOnes() throws IOException {
    input.in(ONE);
    assertThat(ToolRun.of(input, "new", file, "--secret-file=-").code()).isZero();
    Path left = Files.copy(file, directory.resolve(".keyring.123.new")); // by a run that was killed
    assertThat(run("wrap").succeeded().out()).contains("Wrapped the keys of " + file, "backups");

    assertThat(left).doesNotExist();
    assertThat(file).content().contains("key.imported=wrapped").doesNotContain(ONE);
    try (KeyringFile after = KeyringFile.read(file, key(), CONTEXT)) {
      assertThat(after.keyId("imported"))
          .isEqualTo(MasterKey.of(HexFormat.of().parseHex(ONE)).id());
      assertThat(after.current()).isEqualTo("imported");
    }
  }

  @Test
  void wrap_ofAFileThatIsWrappedSaysSo() {
    run("new").succeeded();

    run("wrap").refused(1, file.toString(), "is wrapped already");
  }

  @Test
  void wrap_bySettingsThatNameNoKey_isRefusedAndLeavesTheFile() throws IOException {
    assertThat(ToolRun.of(input, "new", file).code()).isZero();
    String before = Files.readString(file);
    settings = settings("clear", "sealcache.keyring=" + file + "\n");

    run("wrap").refused(1, "no key that wraps others", "sealcache.kms");
    assertThat(file).content().isEqualTo(before);
  }

  @Test
  void settingsOfAnotherUseOrKey_openNothingAndLeaveTheFile() throws Exception {
    run("new").succeeded();
    String before = Files.readString(file);

    settings = settings("till", "sealcache.kms=pretended:5\nsealcache.context=till\n");
    run("add").refused(1, "does not open with this wrapping key");
    settings = settings("other", "sealcache.kms=pretended:6\nsealcache.context=shop\n");
    run("add").refused(1, "does not open with this wrapping key");
    settings = settings("clear", "sealcache.keyring=" + file + "\n");
    run("add").refused(1, "is wrapped");
    for (String command : List.of("show", "add")) {
      ToolRun.of(input, command, file).refused(1, "is wrapped", "'sealcache.kms'");
    }
    String keyStore = "sealcache.keystore=%s\nsealcache.keystore.password=%s\nsealcache.kms=%s\n";
    settings =
        settings(
            "none",
            keyStore.formatted(KeyStoreFile.in(directory), KeyStoreFile.PASSWORD, "keystore:none"));
    run("show").refused(1, "'sealcache.kms'");
    assertThat(file).content().isEqualTo(before);
  }

  @Test
  void serviceThatIsNotThere_isSaidWithWhatToGive() throws IOException {
    settings = settings("gcp", "sealcache.kms=gcp:caches\n");

    run("new")
        .refused(1, "sealcache.kms", "class path", "[aws, pkcs11, pretended, vault]", "--lib");
    assertThat(file).doesNotExist();
  }

  /** By a system property, which is read as the environment is, and where it is. */
  private void inEnvironment(Runnable work, String... settings) {
    for (int i = 0; i < settings.length; i += 2) {
      System.setProperty(settings[i], settings[i + 1]);
    }
    try {
      work.run();
    } finally {
      for (int i = 0; i < settings.length; i += 2) {
        System.clearProperty(settings[i]);
      }
    }
  }

  @Test
  void keyOfTheEnvironment_wrapsAsThatOfAFile() {
    inEnvironment(
        () -> {
          ToolRun run = ToolRun.of(input, "new", file).succeeded();
          assertThat(run.out()).contains("wrapped").doesNotContain("in clear");
          ToolRun.of(input, "add", file, "--id=next").succeeded();
          ToolRun.of(input, "show", file).succeeded();
        },
        "sealcache.kms",
        "pretended:5",
        "sealcache.context",
        "shop");

    assertThat(file).content().contains("secrets=").doesNotContain("ring: secret");
    run("show").succeeded();
    assertThat(ToolRun.of(input, "show", file).code()).isEqualTo(1);
  }

  @Test
  void keyThatIsHalfSet_isRefused() throws IOException {
    String half = "sealcache.keystore=keys.p12\nsealcache.keystore.password=hunter2\n";
    settings = settings("half", half);
    run("new").refused(1, "'sealcache.keystore'", "'sealcache.kms'");

    inEnvironment(
        () -> ToolRun.of(input, "new", file).refused(1, "'sealcache.keystore'", "'sealcache.kms'"),
        "sealcache.keystore",
        "keys.p12");
    inEnvironment(
        () -> ToolRun.of(input, "new", file).refused(1, "'sealcache.keystore'", "is missing"),
        "sealcache.kms",
        "keystore:kek");
    assertThat(file).doesNotExist();
  }

  @Test
  void keyStoreThatHoldsTheKeysItself_isNoHalf() throws IOException {
    settings = settings("moving", "sealcache.keystore=keys.p12\nsealcache.master-key=a\n");
    assertThat(run("new").succeeded().out()).contains("in clear");
  }

  @Test
  void new_saysHowTheFileHoldsItsKeys() {
    assertThat(run("new").out()).contains("The file holds the keys wrapped");
    file = directory.resolve("another");
    assertThat(run("new", "--json").out()).contains("\"wrapped\": true");
    file = directory.resolve("clear");
    assertThat(ToolRun.of(input, "new", file, "--json").out()).contains("\"wrapped\": false");
  }

  private Path settings(String name, String text) throws IOException {
    return OwnersFile.write(directory.resolve(name + ".properties"), text);
  }

  private static KeyEncryptionKey key() {
    return new PretendedService().open("5");
  }

  private ToolRun run(String command, String... more) {
    List<String> options = new ArrayList<>(Arrays.asList(more));
    options.addAll(List.of("--settings", settings.toString()));
    return ToolRun.of(input, command, file, options.toArray(String[]::new));
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

    ToolRun.of(input, "new", file, "--settings=" + settings)
        .refused(1, "PKCS#11", token, "SunPKCS11");
    assertThat(file).doesNotExist();
  }

  @Test
  void passwordOfAKeyStore_thatIsMissingOrWrongIsSaid() throws Exception {
    Path keyStore = KeyStoreFile.in(directory);
    Path without =
        OwnersFile.write(
            directory.resolve("without"),
            "sealcache.keystore=%s\nsealcache.kms=keystore:a\n".formatted(keyStore));
    ToolRun.of(input, "new", file, "--settings=" + without)
        .refused(1, "'sealcache.keystore.password' is missing");
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
  void clearFile_isNotTakenForAWrappedOne() {
    ToolRun.of(input, "new", file).succeeded();

    run("add").refused(1, "in clear", "'sealcache.kms'");
  }
}
