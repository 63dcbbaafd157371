package io.sealcache.cli.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.cli.Nobody;
import io.sealcache.cli.TemporaryKeys;
import io.sealcache.cli.ToolRun;
import io.sealcache.keys.table.DirectoryKeyTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tenants of a list are sealed anew in one run, and none is forgotten without a word. */
@Timeout(300)
class TenantsResealTest {
  private static final int TENANTS = 5;

  @TempDir private static Path shared;
  private static HazelcastApplication store;

  private final ToolRun.Input input = ToolRun.at(Instant.now());
  @TempDir private Path directory;

  @BeforeAll
  static void start() throws IOException {
    store = HazelcastApplication.start(shared);
  }

  @AfterAll
  static void stop() {
    store.close();
  }

  private void fill(String cache, String keys) throws IOException {
    for (int i = 0; i < TENANTS; i++) {
      Path of = store.settings("of.properties", keys + "sealcache.tenant=tenant " + i + "\n");
      store.run(
          of,
          cache,
          made -> {
            made.put("ada", "lovelace");
            made.put("grace", "hopper");
          });
    }
  }

  private ToolRun reseal(Path settings, String cache, String... more) {
    List<String> all =
        new ArrayList<>(List.of("reseal", cache, "--rate=100000", "--settings=" + settings));
    all.addAll(List.of(more));
    return ToolRun.of(input, all.toArray(String[]::new));
  }

  private static String names() {
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < TENANTS; i++) {
      names.append("tenant ").append(i).append('\n');
    }
    return names.toString();
  }

  private Path rotated(String cache) throws IOException {
    Path keyring = directory.resolve("keyring");
    assertThat(ToolRun.of(input, "new", keyring, "--id=old").code()).isZero();
    fill(cache, "sealcache.keyring=" + keyring + "\n");
    assertThat(ToolRun.of(input, "add", keyring, "--id=next").code()).isZero();
    assertThat(ToolRun.of(input, "promote", keyring, "next").code()).isZero();
    return keyring;
  }

  @Test
  void derivedTenantsOfAList_areSealedInOneRun() throws IOException {
    Path settings = store.settings("app.properties", "sealcache.keyring=" + rotated("derived"));
    Path list = Files.writeString(directory.resolve("names"), names());

    ToolRun some = reseal(settings, "derived", "--tenant=tenant 0");
    assertThat(some.code()).isZero();
    assertThat(some.out()).contains("2 entries were sealed anew", "8 are of others");
    ToolRun all = reseal(settings, "derived", "--names-file=" + list);
    assertThat(all.err()).isEmpty();
    assertThat(all.code()).isZero();
    assertThat(all.out())
        .contains("8 entries were sealed anew", "2 were under the current key", "0 are of others");
    input.in(names());
    assertThat(reseal(settings, "derived", "--names-file=-").out()).contains("10 were under");
    ToolRun wrong = reseal(settings, "derived", "--tenant=tenant 0", "--tenant=Tenant 1", "--json");
    assertThat(wrong.code()).isEqualTo(3);
    assertThat(wrong.out()).contains("\"current\": 2", "\"withoutEntries\": 1");
  }

  @Test
  void tenantsOfAKeyTable_areSealedInOneRun() throws Exception {
    TemporaryKeys files = TemporaryKeys.in(directory);
    Path table = files.ownersDirectory("table");
    String keys = "sealcache.key-table=" + table + "\n" + files.wrappingSettings();
    files.fill(
        DirectoryKeyTable.open(table.toString()),
        Instant.now(),
        names().lines().toArray(String[]::new));
    fill("tabled", keys);
    Path settings = store.settings("app.properties", keys);

    input.in(names());
    ToolRun run = reseal(settings, "tabled", "--names-file=-");

    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("10 were under the current key", "0 are of others", "0 of the names have no");
    input.in(names() + "nobody\n");
    ToolRun wrong = reseal(settings, "tabled", "--names-file=-");
    assertThat(wrong.code()).isEqualTo(3);
    assertThat(wrong.out())
        .contains("10 were under the current key", "1 of the names have no keys or no entry")
        .doesNotContain("nobody");
    input.in("tenant 1\ntenant 2\n");
    assertThat(reseal(settings, "tabled", "--names-file=-").out())
        .contains("4 were under the current key", "6 are of others");
  }

  @Test
  void withoutNames_nothingIsDoneAndThatIsSaid() throws IOException {
    Path keyring = rotated("unnamed");
    Path unknowing = store.settings("app.properties", "sealcache.keyring=" + keyring);
    Path knowing =
        store.settings(
            "tenants.properties",
            "sealcache.keyring=%s\nsealcache.tenant-resolver=%s\n"
                .formatted(keyring, Nobody.class.getName()));

    for (Path settings : List.of(unknowing, knowing)) {
      ToolRun run = reseal(settings, "unnamed");
      assertThat(run.err()).isEmpty();
      assertThat(run.code()).isEqualTo(3);
      assertThat(run.out()).contains("has entries of tenants", "--names-file");
    }
    assertThat(reseal(knowing, "unnamed", "--tenant=tenant 1", "--tenant=tenant 2").out())
        .contains("4 entries were sealed anew");
  }

  @Test
  void listThatCannotBeRead_isAnErrorAndNothingIsSealed() throws IOException {
    Path settings = store.settings("app.properties", "sealcache.keyring=" + rotated("unread"));

    ToolRun missing = reseal(settings, "unread", "--names-file=" + directory.resolve("missing"));
    assertThat(missing.code()).isEqualTo(1);
    assertThat(missing.err()).contains("missing", "does not exist").hasLineCount(1);
    input.in("tenant 0 \n");
    ToolRun spaces = reseal(settings, "unread", "--names-file=-");
    assertThat(spaces.code()).isEqualTo(1);
    assertThat(spaces.err()).contains("Line 1", "white space").hasLineCount(1);
    assertThat(reseal(settings, "unread", "--tenant=tenant 0").out())
        .contains("2 entries were sealed anew");
  }

  @Test
  void inspect_takesTheTenantFromStandardInput() throws IOException {
    Path settings = store.settings("app.properties", "sealcache.keyring=" + rotated("inspected"));
    String[] inspect = {"inspect", "inspected", "ada", "--names-file=-", "--settings=" + settings};

    input.in("tenant 3\n");
    assertThat(ToolRun.of(input, inspect).code()).isZero();
    input.in(names());
    ToolRun several = ToolRun.of(input, inspect);
    assertThat(several.code()).isEqualTo(1);
    assertThat(several.err()).contains("one tenant's").hasLineCount(1);
  }
}
