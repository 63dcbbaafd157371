package io.sealcache.cli.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.cli.TemporaryKeys;
import io.sealcache.cli.ToolRun;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** That a census says of no key which may be retired unless it knows that. */
@Timeout(300)
class RetiringKeysTest {
  @AutoClose private static HazelcastApplication store;

  private final ToolRun.Input input = ToolRun.at(Instant.now());
  @TempDir private Path directory;
  private Path keyring;
  private Path settings;

  @BeforeAll
  static void start(@TempDir Path shared) throws IOException {
    store = HazelcastApplication.start(shared);
  }

  @BeforeEach
  void fill() throws IOException {
    keyring = directory.resolve("keyring");
    assertThat(ToolRun.of(input, "new", keyring, "--id=old").code()).isZero();
    assertThat(ToolRun.of(input, "add", keyring, "--id=next").code()).isZero();
    settings = store.settings("app.properties", "sealcache.keyring=" + keyring);
    store.run(settings, "customers", cache -> cache.put("ada", "lovelace"));
  }

  private String keyId(String id) {
    return StoreCommandsTest.keyId(keyring, id);
  }

  private ToolRun noneUnder(Path by, String id, String... more) {
    return census("customers", by, id, more);
  }

  private ToolRun census(String cache, Path by, String id, String... more) {
    List<String> all =
        new ArrayList<>(List.of("census", cache, "--none-under=" + id, "--settings=" + by));
    all.addAll(List.of(more));
    return ToolRun.of(input, all.toArray(String[]::new));
  }

  @Test
  void keyOfNoEntry_isDone() {
    noneUnder(settings, keyId("next")).succeeded();
    assertThat(noneUnder(settings, keyId("old")).code()).isEqualTo(3);
  }

  @Test
  void idOfNoDataKey_isRefused() {
    for (String id : List.of("deadbeef", keyId("index"), "next")) {
      noneUnder(settings, id).refused(1, "--none-under", keyId("old"), keyId("next"));
    }
    noneUnder(settings, keyId("next"), "--none-under=deadbeef").refused(1);
  }

  @Test
  void withoutKeys_nothingIsProved() throws IOException {
    noneUnder(store.settings("alone.properties", ""), keyId("next"))
        .ended(3)
        .contains("Entries: ", "Nothing is proved", "no keys");
  }

  /** Entries that none of the keys sealed, as whoever runs the store may put there. */
  @Test
  void entriesUnderMoreKeysThanAreCounted_proveNothing() throws IOException {
    store.run(settings, "many", cache -> {});
    store.runInStore(
        settings,
        "many",
        cache -> {
          for (int id = 0; id < 1_005; id++) {
            byte[] key = ByteBuffer.allocate(25).put((byte) 1).putInt(20, id).array();
            byte[] value = ByteBuffer.allocate(49).put((byte) 1).putInt(id).array();
            cache.put(Base64.getUrlEncoder().withoutPadding().encodeToString(key), value);
          }
        });

    census("many", settings, keyId("next"))
        .ended(3)
        .contains("Entries: 1005; others, which are none of SealCache's: 0", "Of the entries 5 are")
        .contains("Nothing is proved: 5 entries");
    assertThat(census("many", settings, keyId("next"), "--json").out())
        .contains("\"uncounted\": 5");
  }

  @Test
  void keysThatCannotBeRead_areAnError() throws IOException {
    Path gone = store.settings("gone.properties", "sealcache.keyring=" + directory + "/gone");

    noneUnder(gone, keyId("next")).refused(1, "gone' does not exist");
  }

  @Test
  void keysOfATable_areThoseOfTheNamesGiven() throws Exception {
    TemporaryKeys files = TemporaryKeys.in(directory);
    files.fill(files.table(), Instant.now(), "ada");
    Path of = store.settings("table.properties", files.tableSettings());
    String[] listed =
        ToolRun.of(input, "keys", "list", "ada", "--settings=" + of).out().split("\\s+", -1);
    String id = listed[4];

    noneUnder(of, id).ended(3).contains("Nothing is proved", "--names-file");
    input.in("ada\n");
    assertThat(noneUnder(of, id, "--names-file=-").code()).isZero();
    assertThat(noneUnder(of, "deadbeef", "--tenant=ada").code()).isEqualTo(1);
  }
}
