package io.sealcache.cli.keyring;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.cli.ToolRun;
import io.sealcache.core.MasterKey;
import io.sealcache.fixture.OwnersFile;
import io.sealcache.keys.KeyringFile;
import io.sealcache.servers.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyringCommandTest {
  private static final Pattern SECRET = Pattern.compile("(?m)^key\\.[^=]+=([0-9a-f]{64})");
  private static final String ONE =
      "f866e5447c01e694cf4ae75b6f203ab6a37406cf725906c365245ade444cc50b";
  private static final String TWO =
      "7568c85a7afec58a94415a808321690f1d2a61ebb1705434be95d5a158805c7b";

  @TempDir private Path directory;
  private Path file;
  private final ToolRun.Input input = ToolRun.at(Instant.parse("2026-11-30T23:59:59.5Z"));

  @BeforeEach
  void place() {
    file = directory.resolve("keyring");
  }

  @Test
  void new_makesACurrentAndAnIndexKey() throws IOException {
    ToolRun run = ok("new");

    try (KeyringFile made = KeyringFile.read(file)) {
      assertThat(made.ids()).containsExactly("index", "2026-11");
      assertThat(made.index()).isEqualTo("index");
      assertThat(made.current()).isEqualTo("2026-11");
      assertThat(made.created("index")).isEqualTo("2026-11-30T23:59:59Z");
      assertThat(run.out()).contains("%08x".formatted(made.keyId("2026-11")));
    }
    assertThat(secrets()).hasSize(2).doesNotHaveDuplicates().noneMatch(run.out()::contains);
    assertThat(run.out()).contains("in clear");
    assertThat(directory)
        .isDirectoryNotContaining(
            found -> !List.of(file, directory.resolve("keyring.lock")).contains(found));
  }

  @Test
  void new_makesTheFileForItsOwnerAlone() throws IOException {
    Needs.posixPermissions(directory);
    ok("new");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void new_refusesAFileThatIsThere() throws IOException {
    Files.createSymbolicLink(file, directory.resolve("nowhere"));
    assertThat(refused("new").err()).contains(file.toString(), "exists");
    Files.delete(file);
    ok("new");
    String before = Files.readString(file);

    refused("new");
    assertThat(file).hasContent(before);
  }

  @Test
  void new_ofTheOneKeyOfACacheMakesItTheIndexKeyToo() {
    input.in(ONE + "\n");
    ToolRun run = ok("new", "--secret-file", "-");

    try (KeyringFile made = KeyringFile.read(file)) {
      assertThat(made.ids()).containsExactly("imported");
      assertThat(made.index()).isEqualTo("imported");
      assertThat(made.keyId("imported")).isEqualTo(idOf(ONE));
      assertThat(made.created("imported")).isNull();
    }
    assertThat(run.out()).doesNotContain(ONE);
    assertThat(ok("show").out()).contains("current, index");
  }

  @Test
  void new_ofBothKeysOfACacheKeepsBoth() throws IOException {
    Path master = OwnersFile.write(directory.resolve("master"), ONE);
    Path index = OwnersFile.write(directory.resolve("index-key"), TWO + "\r\n");
    ok("new", "--id=data", "--secret-file=" + master, "--index-secret-file=" + index);

    try (KeyringFile made = KeyringFile.read(file)) {
      assertThat(made.current()).isEqualTo("data");
      assertThat(made.keyId("data")).isEqualTo(idOf(ONE));
      assertThat(made.index()).isEqualTo("index");
      assertThat(made.keyId("index")).isEqualTo(idOf(TWO));
    }
  }

  @Test
  void add_keyOpensOnlyUnderAFreeId() throws IOException {
    ok("new");
    ok("add");
    ok("add");
    assertThat(ok("add", "--id", "my-key_1").out()).startsWith("Added key 'my-key_1' (");
    ToolRun taken = refused("add", "--id", "my-key_1");

    try (KeyringFile after = KeyringFile.read(file)) {
      assertThat(after.ids())
          .containsExactly("index", "2026-11", "2026-11-2", "2026-11-3", "my-key_1");
      assertThat(after.current()).isEqualTo("2026-11");
    }
    assertThat(secrets()).hasSize(5).doesNotHaveDuplicates();
    assertThat(taken.err()).contains("my-key_1", "another id");
  }

  @Test
  void add_takesAKeyThatWasInUse() {
    ok("new");
    input.in(ONE);
    ok("add", "--secret-file", "-");

    try (KeyringFile after = KeyringFile.read(file)) {
      assertThat(after.keyId("imported")).isEqualTo(idOf(ONE));
      assertThat(after.current()).isEqualTo("2026-11");
    }
  }

  @Test
  void add_refusesASecretThatIsThereAlready() throws IOException {
    input.in(ONE);
    ok("new", "--secret-file=-");
    String before = Files.readString(file);
    input.in(ONE);

    assertThat(refused("add", "--secret-file=-").err()).contains("also listed as a previous key");
    assertThat(file).hasContent(before);
  }

  @Test
  void promote_makesAKeyTheCurrentOne() throws IOException {
    ok("new");
    ok("add", "--id=next");
    ok("promote", "next");

    try (KeyringFile after = KeyringFile.read(file)) {
      assertThat(after.current()).isEqualTo("next");
      assertThat(after.index()).isEqualTo("index");
      assertThat(after.ids()).containsExactly("index", "2026-11", "next");
    }
    var before = Files.getLastModifiedTime(file);
    assertThat(ok("promote", "next").out()).contains("already");
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(before);
  }

  @Test
  void retire_takesAKeyOut() throws IOException {
    ok("new");
    ok("add", "--id=next");
    List<String> secrets = secrets();
    ok("promote", "next");
    ToolRun run = ok("retire", "2026-11");

    assertThat(run.out()).contains("2026-11", "a miss from now on");
    assertThat(secrets()).containsExactly(secrets.get(0), secrets.get(2));
  }

  @Test
  void retire_refusesTheCurrentAndTheIndexKey() throws IOException {
    ok("new");
    String before = Files.readString(file);

    assertThat(refused("retire", "2026-11").err()).contains("2026-11", "in use");
    assertThat(refused("retire", "index").err()).contains("'index'", "in use");
    assertThat(file).hasContent(before);
  }

  @Test
  void retire_leavesTheOneKeyThatACacheBeganWithItsNames() {
    input.in(ONE);
    ok("new", "--secret-file=-");
    ok("add", "--id=next");
    ok("promote", "next");
    ToolRun run = ok("retire", "imported");

    assertThat(run.out()).contains("a miss from now on", "names only");
    assertThat(ok("show").out()).contains("-                     index");
    try (KeyringFile after = KeyringFile.read(file)) {
      assertThat(after.index()).isEqualTo("imported");
      assertThat(after.opensValues("imported")).isFalse();
    }
    assertThat(refused("retire", "imported").err()).contains("'imported'", "in use");
    assertThat(refused("promote", "imported").err()).contains("names only");
  }

  @ParameterizedTest
  @ValueSource(strings = {"promote", "retire"})
  void unknownId_isRefusedAndNotShown(String command) {
    ok("new");

    assertThat(refused(command, ONE).err()).contains("no key of the id").doesNotContain(ONE);
  }

  @Test
  void show_namesKeysTimesAndRolesAndNoSecret() throws IOException {
    input.in(ONE);
    ok("new", "--secret-file=-", "--id=first");
    ok("add");
    ok("promote", "2026-11");
    ok("add", "--id=later");
    ToolRun run = ok("show");

    try (KeyringFile keyring = KeyringFile.read(file)) {
      assertThat(run.out().lines())
          .containsExactly(
              "ID       KEY ID    CREATED               ROLE",
              "first    %08x  -                     opens only, index".formatted(idOf(ONE)),
              "2026-11  %08x  2026-11-30T23:59:59Z  current".formatted(keyring.keyId("2026-11")),
              "later    %08x  2026-11-30T23:59:59Z  opens only".formatted(keyring.keyId("later")));
    }
    assertThat(secrets()).hasSize(3).noneMatch(run.out()::contains);
  }

  @Test
  void fileThatIsMissing_isRefused() throws IOException {
    assertThat(refused("show").err()).contains(file.toString(), "does not exist");
    assertThat(refused("add").err()).contains("does not exist");
    assertThat(directory).isEmptyDirectory();

    file = directory.resolve("no/keyring");
    assertThat(refused("new").err()).contains("directory", file.toString());
  }

  @Test
  void fileOpenToOthers_isRefused() throws IOException {
    Needs.posixPermissions(directory);
    ok("new");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    assertThat(refused("add").err()).contains("(640)", "chmod 600");
  }

  private static int idOf(String secret) {
    return MasterKey.of(HexFormat.of().parseHex(secret)).id();
  }

  private List<String> secrets() throws IOException {
    return SECRET.matcher(Files.readString(file)).results().map(it -> it.group(1)).toList();
  }

  private ToolRun ok(String command, String... more) {
    return ToolRun.of(input, command, file, more).succeeded();
  }

  private ToolRun refused(String command, String... more) {
    return ToolRun.of(input, command, file, more).refused(1);
  }
}
