package io.sealcache.cli.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import io.sealcache.cli.Nobody;
import io.sealcache.cli.ToolRun;
import io.sealcache.keys.KeyringFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class StoreCommandsTest {
  private static final String SECRET_VALUE = "lovelace";
  private static final String OTHER_KEY =
      "f866e5447c01e694cf4ae75b6f203ab6a37406cf725906c365245ade444cc50b";

  @AutoClose private static HazelcastApplication store;

  private final ToolRun.Input input = ToolRun.at(Instant.now());
  @TempDir private Path directory;

  @BeforeAll
  static void start(@TempDir Path shared) throws IOException {
    store = HazelcastApplication.start(shared);
  }

  private Path keyring() {
    Path keyring = directory.resolve("keyring");
    assertThat(ToolRun.of(input, "new", keyring, "--id=old").code()).isZero();
    return keyring;
  }

  private static Path settings(Path keyring) throws IOException {
    return store.settings("app.properties", "sealcache.keyring=" + keyring);
  }

  private ToolRun run(Path settings, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--settings", settings.toString()));
    return ToolRun.of(input, all.toArray(String[]::new));
  }

  static String keyId(Path keyring, String id) {
    try (KeyringFile file = KeyringFile.read(keyring)) {
      return "%08x".formatted(file.keyId(id));
    }
  }

  @Test
  void rotation_isSeenToItsEnd() throws IOException {
    Path keyring = keyring();
    Path settings = settings(keyring);
    store.run(
        settings,
        "rotated",
        cache -> {
          for (int i = 0; i < 250; i++) {
            cache.put("key " + i, SECRET_VALUE + i);
          }
        });
    String old = keyId(keyring, "old");
    assertThat(ToolRun.of(input, "add", keyring, "--id=new").code()).isZero();
    assertThat(ToolRun.of(input, "promote", keyring, "new").code()).isZero();
    assertThat(run(settings, "census", "rotated", "--none-under=" + old).code()).isEqualTo(3);

    ToolRun resealed = run(settings, "reseal", "rotated", "--rate=100000", "--json").succeeded();
    assertThat(resealed.json().get("resealed").getAsInt()).isEqualTo(250);
    run(settings, "reseal", "rotated", "--rate=100000")
        .ended(0)
        .contains("0 entries were sealed anew", "250 were under the current key");

    assertThat(run(settings, "census", "rotated", "--none-under=" + old).code()).isZero();
    JsonArray counts = run(settings, "census", "rotated", "--json").json().getAsJsonArray("counts");
    assertThat(counts).hasSize(1);
    assertThat(counts.get(0).getAsJsonObject().get("dataKey").getAsString())
        .isEqualTo(keyId(keyring, "new"));
    assertThat(ToolRun.of(input, "retire", keyring, "old").code()).isZero();
    store.run(settings, "rotated", cache -> assertThat(cache.get("key 249")).isNotNull());
  }

  @Test
  void census_needsNoKey() throws IOException {
    Path settings = settings(keyring());
    store.run(settings, "counted", cache -> cache.put("ada", SECRET_VALUE));
    Path withoutKeys = store.settings("store-alone.properties", "");
    ToolRun run = run(withoutKeys, "census", "counted");

    assertThat(run.err()).isEmpty();
    assertThat(run.out().lines().toList())
        .hasSize(3)
        .anyMatch(line -> line.matches("[0-9a-f]{8}  [0-9a-f]{8} +1 +1"))
        .contains("Entries: 1; others, which are none of SealCache's: 0");
    run(withoutKeys, "census", "nowhere").refused(1, "nowhere");
  }

  @Test
  void census_takesKeyIdsOnlyInEitherCase() throws IOException {
    Path keyring = keyring();
    Path settings = settings(keyring);
    store.run(settings, "asked", cache -> cache.put("ada", SECRET_VALUE));
    String old = keyId(keyring, "old");

    assertThat(
            run(settings, "census", "asked", "--none-under=" + old.toUpperCase(Locale.ROOT)).code())
        .isEqualTo(3);
    for (String wrong : List.of("2026-11", "old", "", " " + old, "0x" + old, old + "0")) {
      run(settings, "census", "asked", "--none-under=" + wrong)
          .refused(1, "--none-under", "8 hexadecimal digits", "keyring show");
    }
    assertThat(run(settings, "census", "asked", "--none-under=" + OTHER_KEY).err())
        .doesNotContain(OTHER_KEY);
  }

  @Test
  void census_ofACacheWithoutEntriesProvesNothing() throws IOException {
    Path keyring = keyring();
    Path settings = settings(keyring);
    store.run(settings, "empty", cache -> {});
    String old = keyId(keyring, "old");

    run(settings, "census", "empty", "--none-under=" + old)
        .ended(3)
        .contains("no entry of the cache 'empty'", "is the name right");
    assertThat(run(settings, "census", "empty").code()).isZero();
    ToolRun json = run(settings, "census", "empty", "--json", "--none-under=" + old);
    assertThat(json.code()).isEqualTo(3);
    assertThat(json.json().get("entries").getAsLong()).isZero();
  }

  @Test
  void otherIndexKey_findsNoCache() throws IOException {
    Path settings = settings(keyring());
    store.run(settings, "hidden", cache -> cache.put("ada", SECRET_VALUE));
    Path others = store.settings("others.properties", "sealcache.master-key=" + OTHER_KEY);

    run(others, "reseal", "hidden").refused(1, "'hidden'", "sealcache.index-key");
  }

  @Test
  void cacheOfTenants_isLookedAtForTheOneThatIsNamed() throws IOException {
    Path keyring = keyring();
    String keys = "sealcache.keyring=" + keyring + "\n";
    Path of = store.settings("of.properties", keys + "sealcache.tenant=acme");
    store.run(of, "shared", cache -> cache.put("ada", SECRET_VALUE));
    Path settings =
        store.settings(
            "tenants.properties", keys + "sealcache.tenant-resolver=" + Nobody.class.getName());

    run(settings, "reseal", "shared", "--tenant=acme")
        .ended(0)
        .contains("1 were under the current key");
    run(settings, "reseal", "shared", "--tenant=other")
        .ended(3)
        .contains("0 were under the current key");
  }

  @Test
  void cacheWhoseNameHasSignsOfPatterns_isFoundForItsTenant() throws IOException {
    Path keyring = keyring();
    Path of =
        store.settings("of.properties", "sealcache.keyring=" + keyring + "\nsealcache.tenant=acme");
    Path settings = settings(keyring);
    for (String name : List.of("com.acme.Order$Item", "C:\\orders$1")) {
      store.run(of, name, cache -> cache.put("ada", SECRET_VALUE));

      ToolRun run = run(settings, "reseal", name, "--tenant=acme");
      assertThat(run.err()).isEmpty();
      assertThat(run.out()).contains("1 were under the current key");
    }
  }

  @Test
  void storeOrSettingsThatAreNotThere_areNamed() throws IOException {
    Path none =
        Files.writeString(
            directory.resolve("none.properties"), "sealcache.store.provider=com.acme.Store\n");
    for (String command : List.of("census", "reseal")) {
      run(none, command, "any").refused(1);
      run(directory.resolve("missing"), command, "any").refused(1, "missing", "cannot be read");
    }
    run(none, "census", "any").refused(1, "com.acme.Store", "--lib");
    run(none, "census").refused(2, "CACHE");
    run(none, "census", "any", "--lib=nowhere.jar").refused(2, "nowhere.jar", "--lib");
  }
}
