package io.sealcache.cli.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.cli.Nobody;
import io.sealcache.cli.TemporaryKeys;
import io.sealcache.cli.ToolRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tenants of a list are sealed anew in one run, and none is forgotten without a word. */
@Timeout(300)
class TenantsResealTest {
  private static final int TENANTS = 5;

  @AutoClose private static HazelcastApplication store;

  private final ToolRun.Input input = ToolRun.at(Instant.now());
  @TempDir private Path directory;

  @BeforeAll
  static void start(@TempDir Path shared) throws IOException {
    store = HazelcastApplication.start(shared);
  }

  private void fill(String cache, String keys) throws IOException {
    for (int i = 0; i < TENANTS; i++) {
      Path of = store.settings("of.properties", keys + "sealcache.tenant=tenant " + i + "\n");
      store.run(of, cache, made -> made.putAll(Map.of("ada", "lovelace", "grace", "hopper")));
    }
  }

  private ToolRun reseal(Path settings, String cache, String... more) {
    List<String> all =
        new ArrayList<>(List.of("reseal", cache, "--rate=100000", "--settings=" + settings));
    all.addAll(List.of(more));
    return ToolRun.of(input, all.toArray(String[]::new));
  }

  private static String names() {
    return IntStream.range(0, TENANTS)
        .mapToObj("tenant %d\n"::formatted)
        .collect(Collectors.joining());
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

    reseal(settings, "derived", "--tenant=tenant 0")
        .ended(0)
        .contains("2 entries were sealed anew", "8 are of others");
    ToolRun all = reseal(settings, "derived", "--names-file=" + list).succeeded();
    assertThat(all.out())
        .contains("8 entries were sealed anew", "2 were under the current key", "0 are of others");
    input.in(names());
    assertThat(reseal(settings, "derived", "--names-file=-").out()).contains("10 were under");
    reseal(settings, "derived", "--tenant=tenant 0", "--tenant=Tenant 1", "--json")
        .ended(3)
        .contains("\"current\": 2", "\"withoutEntries\": 1");
  }

  @Test
  void tenantsOfAKeyTable_areSealedInOneRun() throws Exception {
    TemporaryKeys files = TemporaryKeys.in(directory);
    String keys = files.tableSettings();
    files.fill(files.table(), Instant.now(), names().lines().toArray(String[]::new));
    fill("tabled", keys);
    Path settings = store.settings("app.properties", keys);

    input.in(names());
    ToolRun run = reseal(settings, "tabled", "--names-file=-").succeeded();
    assertThat(run.out())
        .contains("10 were under the current key", "0 are of others", "0 of the names have no");
    input.in(names() + "nobody\n");
    reseal(settings, "tabled", "--names-file=-")
        .ended(3)
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

    ToolRun run = reseal(unknowing, "unnamed");
    assertThat(run.err()).isEmpty();
    run.ended(3).contains("'unnamed' has entries of tenants", "--names-file");
    run = reseal(knowing, "unnamed");
    assertThat(run.err()).isEmpty();
    run.ended(3).contains("has a tenant resolver", "--names-file");
    assertThat(reseal(knowing, "unnamed", "--tenant=tenant 1", "--tenant=tenant 2").out())
        .contains("4 entries were sealed anew");
  }

  @Test
  void listThatCannotBeRead_isAnErrorAndNothingIsSealed() throws IOException {
    Path settings = store.settings("app.properties", "sealcache.keyring=" + rotated("unread"));

    reseal(settings, "unread", "--names-file=" + directory.resolve("missing"))
        .refused(1, "missing", "does not exist");
    input.in("tenant 0 \n");
    reseal(settings, "unread", "--names-file=-").refused(1, "Line 1", "white space");
    assertThat(reseal(settings, "unread", "--tenant=tenant 0").out())
        .contains("2 entries were sealed anew");
  }
}
