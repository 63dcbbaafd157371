package io.sealcache.cli.keyring;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.cli.ToolRun;
import io.sealcache.core.MasterKey;
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
    assertDone(run("new"));
    assertDone(run("add", "--id=next"));
    assertDone(run("promote", "next"));
    assertDone(run("retire", "2026-11"));

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
    assertDone(run("wrap"));

    assertThat(file).content().contains("key.imported=wrapped").doesNotContain(ONE);
    try (KeyringFile after = KeyringFile.read(file, key(), CONTEXT)) {
      assertThat(after.keyId("imported"))
          .isEqualTo(MasterKey.of(HexFormat.of().parseHex(ONE)).id());
      assertThat(after.current()).isEqualTo("imported");
    }
  }

  @Test
  void wrap_bySettingsThatNameNoKey_isRefusedAndLeavesTheFile() throws IOException {
    assertThat(ToolRun.of(input, "new", file).code()).isZero();
    String before = Files.readString(file);
    settings = settings("clear", "sealcache.keyring=" + file + "\n");

    assertRefused(run("wrap"), "no key that wraps others", "sealcache.kms");
    assertThat(file).content().isEqualTo(before);
  }

  @Test
  void settingsOfAnotherUseOrKey_openNothingAndLeaveTheFile() throws IOException {
    assertDone(run("new"));
    String before = Files.readString(file);

    settings = settings("till", "sealcache.kms=pretended:5\nsealcache.context=till\n");
    assertRefused(run("add"), "does not open with this wrapping key");
    settings = settings("other", "sealcache.kms=pretended:6\nsealcache.context=shop\n");
    assertRefused(run("add"), "does not open with this wrapping key");
    settings = settings("clear", "sealcache.keyring=" + file + "\n");
    assertRefused(run("add"), "is wrapped");
    assertThat(file).content().isEqualTo(before);
  }

  @Test
  void serviceThatIsNotThere_isSaidWithWhatToGive() throws IOException {
    settings = settings("gcp", "sealcache.kms=gcp:caches\n");

    assertRefused(
        run("new"), "sealcache.kms", "class path", "[aws, pkcs11, pretended, vault]", "--lib");
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
          ToolRun run = ToolRun.of(input, "new", file);
          assertDone(run);
          assertThat(run.out()).contains("wrapped").doesNotContain("in clear");
          assertDone(ToolRun.of(input, "add", file, "--id=next"));
          assertDone(ToolRun.of(input, "show", file));
        },
        "sealcache.kms",
        "pretended:5",
        "sealcache.context",
        "shop");

    assertThat(file).content().contains("secrets=").doesNotContain("ring: secret");
    assertDone(run("show"));
    assertThat(ToolRun.of(input, "show", file).code()).isEqualTo(1);
  }

  @Test
  void keyThatIsHalfSet_isRefused() throws IOException {
    String half = "sealcache.keystore=keys.p12\nsealcache.keystore.password=hunter2\n";
    settings = settings("half", half);
    assertRefused(run("new"), "'sealcache.keystore'", "'sealcache.kms'");

    inEnvironment(
        () ->
            assertRefused(
                ToolRun.of(input, "new", file), "'sealcache.keystore'", "'sealcache.kms'"),
        "sealcache.keystore",
        "keys.p12");
    inEnvironment(
        () -> assertRefused(ToolRun.of(input, "new", file), "'sealcache.keystore'", "is missing"),
        "sealcache.kms",
        "keystore:kek");
    assertThat(file).doesNotExist();
  }

  @Test
  void keyStoreThatHoldsTheKeysItself_isNoHalf() throws IOException {
    settings = settings("moving", "sealcache.keystore=keys.p12\nsealcache.master-key=a\n");
    ToolRun run = run("new");

    assertDone(run);
    assertThat(run.out()).contains("in clear");
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

  private static void assertDone(ToolRun run) {
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
  }

  private static void assertRefused(ToolRun run, String... parts) {
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains(parts).hasLineCount(1);
    assertThat(run.out()).isEmpty();
  }
}
