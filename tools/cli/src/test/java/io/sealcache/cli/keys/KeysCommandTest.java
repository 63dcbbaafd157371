package io.sealcache.cli.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.sealcache.cli.TemporaryKeys;
import io.sealcache.cli.ToolRun;
import io.sealcache.core.Keyring;
import io.sealcache.fixture.OwnersFile;
import io.sealcache.keys.table.JdbcKeyTable;
import io.sealcache.keys.table.KeyTable;
import io.sealcache.keys.table.TableKeySource;
import io.sealcache.servers.Needs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeysCommandTest {
  private static final String JDBC_PASSWORD = "of-the-database";

  private final ToolRun.Input input = ToolRun.at(Instant.EPOCH);
  @TempDir private Path directory;
  private TemporaryKeys files;
  private Path settings;

  enum Kind {
    DIRECTORY,
    DATABASE
  }

  @BeforeEach
  void place() throws Exception {
    files = TemporaryKeys.in(directory);
    settings = directory.resolve("app.properties");
  }

  private String url() {
    return "jdbc:h2:" + directory.resolve("database");
  }

  private String location(Kind kind) {
    return kind == Kind.DIRECTORY
        ? files.ownersDirectory("table").toString()
        : url() + ";USER=app;PASSWORD=" + JDBC_PASSWORD;
  }

  private KeyTable table(Kind kind) {
    if (kind == Kind.DIRECTORY) {
      return files.table();
    }
    JdbcDataSource database = new JdbcDataSource();
    database.setURL(url());
    database.setUser("app");
    database.setPassword(JDBC_PASSWORD);
    return JdbcKeyTable.open(database);
  }

  /** Gives these names keys, and their ids in hexadecimal digits. */
  private List<String> fill(Kind kind, String... names) throws IOException {
    settings(location(kind));
    List<String> ids = new ArrayList<>();
    try (TableKeySource keys = files.open(table(kind))) {
      for (String name : names) {
        Keyring keyring = keys.keyring(name);
        ids.add("%08x".formatted(keyring.current().id()));
      }
    }
    return ids;
  }

  private void settings(String table) throws IOException {
    Files.deleteIfExists(settings);
    OwnersFile.write(
        settings,
        "sealcache.key-table=%s\nsealcache.key-table.max-age=30s\n%s"
            .formatted(table, files.wrappingSettings()));
  }

  private ToolRun run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("keys"));
    all.addAll(List.of(arguments));
    all.add("--settings=" + settings);
    ToolRun run = ToolRun.of(input, all.toArray(String[]::new));
    assertThat(run.out() + run.err()).doesNotContain(JDBC_PASSWORD, TemporaryKeys.PASSWORD);
    return run;
  }

  @ParameterizedTest
  @EnumSource
  void list_showsRecordsAndNoNameAndNoSecret(Kind kind) throws IOException {
    fill(kind, "jane", "grace"); // and no name that hexadecimal digits may happen to spell
    ToolRun run = run("list").succeeded();
    assertThat(run.out().lines().toList())
        .hasSize(5)
        .anyMatch(line -> line.matches("0{32} +2  \\S+Z  of the table itself"))
        .contains("Names with keys: 2; records shown: 3");
    assertThat(run.out()).doesNotContain("jane", "grace", "wrapped", "secret");
  }

  @Test
  void list_showsABrokenRecordBesideTheOthers() throws IOException {
    fill(Kind.DIRECTORY, "ada", "grace");
    KeyTable table = table(Kind.DIRECTORY);
    String id = table.ids("", 10).get(1);
    table.replace(id, table.read(id).orElseThrow(), "key.index=");

    ToolRun run = run("list");

    assertThat(run.code()).isZero();
    assertThat(run.out().lines())
        .hasSize(5)
        .filteredOn(line -> line.endsWith("  broken"))
        .containsExactly(id + "     -  -  broken");
    assertThat(run("list", "--json").out()).contains("\"broken\": true", "\"broken\": false");
  }

  @Test
  void list_asJsonCountsWhatTheLimitHides() throws IOException {
    fill(Kind.DIRECTORY, "ada", "grace", "alan");
    JsonObject json =
        JsonParser.parseString(run("list", "--limit=1", "--json").out()).getAsJsonObject();

    assertThat(json.get("names").getAsInt()).isEqualTo(3);
    assertThat(json.getAsJsonArray("records")).hasSize(1);
    assertThat(
            json.getAsJsonArray("records").get(0).getAsJsonObject().get("ofTable").getAsBoolean())
        .isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void list_ofNamesSaysWhichHaveKeysAndTheirIds(Kind kind) throws IOException {
    List<String> ids = fill(kind, "ada");

    ToolRun run = run("list", "ada", "nobody");
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.out().lines())
        .anyMatch(line -> line.matches("ada +" + ids.get(0) + "  [0-9a-f]{8}"));
    assertThat(run.out()).containsPattern("nobody +- +-");
    assertThat(run("list", "ada").code()).isZero();
    assertThat(run("list").out()).contains("Names with keys: 1"); // looking made none
  }

  @ParameterizedTest
  @EnumSource
  void forget_destroysTheKeysOfTheseNamesAlone(Kind kind) throws IOException {
    fill(kind, "ada", "grace", "alan");
    input.in("ada\n\ngrace\n");
    ToolRun run = run("forget", "--yes", "--names-file=-").succeeded();
    assertThat(run.out())
        .contains("keys are destroyed: 2", "30 s", "Backups")
        .doesNotContain("left");
    assertThat(run("list", "alan").code()).isZero();
    assertThat(run("list", "ada").code()).isEqualTo(3);
    run("forget", "--yes", "--json", "ada", "alan")
        .ended(3)
        .contains("\"forgotten\": 1", "\"withoutKeys\": 1");
    assertThat(run("forget", "--yes", "ada").out()).doesNotContain("30 s", "Backups");
  }

  /** As by a file system that fails. */
  @Test
  void forgetThatFailsMidway_saysHowManyAreForgotten() throws IOException {
    fill(Kind.DIRECTORY, "ada", "grace");
    Path table = files.ownersDirectory("table");
    String broken;
    try (TableKeySource keys = files.open(files.table())) {
      broken =
          Stream.iterate("name", name -> name + "x")
              .filter(name -> !Files.exists(folder(table, keys.recordId(name))))
              .findFirst()
              .orElseThrow();
      Files.createFile(folder(table, keys.recordId(broken)));
    }

    ToolRun run = run("forget", "--yes", "ada", broken, "grace");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("sealcache: ").doesNotContain("nothing has changed");
    assertThat(run.out())
        .contains("keys are destroyed: 1; names without keys: 0", "left, as it failed: 2");
    assertThat(run("list", "ada").code()).isEqualTo(3);
    assertThat(run("list", "grace").code()).isZero();
  }

  private static Path folder(Path table, String id) {
    return table.resolve(id.substring(0, 2));
  }

  @Test
  void forget_withoutANameOrConfirmationDoesNothing() throws IOException {
    fill(Kind.DIRECTORY, "ada");

    run("forget", "ada").refused(2, "--yes");
    run("forget", "--yes").refused(2, "name");
    assertThat(run("list", "ada").code()).isZero();
  }

  @Test
  void tableThatIsNotThere_isRefusedAndNotMade() throws IOException {
    fill(Kind.DIRECTORY, "ada");
    Path empty = files.ownersDirectory("empty");
    String none = "jdbc:h2:" + directory.resolve("none");

    settings(empty.toString());
    run("list").refused(1, empty.toString(), "no application");
    run("forget", "--yes", "ada").refused(1, "no application");
    assertThat(empty).isEmptyDirectory();
    settings(none);
    run("list").refused(1, "table sealcache_keys can't be read, or isn't there", "SQLState");
    run("list").refused(1, "table sealcache_keys can't be read, or isn't there");
    settings(directory.resolve("gone").toString());
    run("list").refused(1, "gone", "not a directory");
    settings("jdbc:nosuch:secret");
    run("list").refused(1, "'jdbc:nosuch:...'", "--lib");
    OwnersFile.write(settings, files.wrappingSettings());
    run("list").refused(1, "sealcache.key-table", "--settings");
  }

  @Test
  void databasesPassword_isForItsOwnerAlone() throws IOException {
    Needs.posixPermissions(directory);
    fill(Kind.DATABASE, "ada");
    OwnersFile.write(settings, "sealcache.key-table=" + location(Kind.DATABASE) + "\n");
    Files.setPosixFilePermissions(settings, PosixFilePermissions.fromString("rw-r--r--"));

    run("list").refused(1, settings.toString(), "(644)", "chmod 600");
  }

  @Test
  void databasesPassword_isShownByNoStackTrace() throws IOException {
    fill(Kind.DATABASE, "ada");
    settings(url() + "x;IFEXISTS=TRUE;USER=app;PASSWORD=" + JDBC_PASSWORD);

    ToolRun run = run("list", "--verbose"); // which looks for the password

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("\tat ");
  }

  @Test
  void commentInAnotherCharset_isOver() throws IOException {
    fill(Kind.DIRECTORY, "ada");
    byte[] comment = "# gr\u00e4ce\n".getBytes(StandardCharsets.ISO_8859_1);
    Files.write(settings, comment, StandardOpenOption.APPEND);

    assertThat(run("list").code()).isZero();
  }

  @Test
  void otherKeyEncryptionKey_isRefused() throws IOException {
    fill(Kind.DIRECTORY, "ada");
    String right = Files.readString(settings);

    OwnersFile.write(settings, right.replace("keystore:kek", "keystore:other"));
    run("forget", "--yes", "ada").refused(1, "record 000");
    assertThat(run("list").code()).isZero(); // needs none
    OwnersFile.write(settings, right.replace("password=", "password=wrong-"));
    run("list", "ada").refused(1, "password");
    OwnersFile.write(settings, right);
    assertThat(run("list", "ada").code()).isZero();
  }

  @Test
  void settingsThatCannotBeRead_areNamed() throws IOException {
    fill(Kind.DIRECTORY, "ada");
    Files.delete(settings);
    run("list").refused(1, settings.toString(), "correct it");
    OwnersFile.write(settings, "sealcache.key-tabel=x\n");
    run("list").refused(1, "sealcache.key-tabel");
    OwnersFile.write(settings, "sealcache.key-table=\\u00zz\n");
    run("list").refused(1, settings.toString(), "cannot be read");
  }
}
