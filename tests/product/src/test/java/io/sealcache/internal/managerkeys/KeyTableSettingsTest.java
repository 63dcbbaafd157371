package io.sealcache.internal.managerkeys;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.StoreFixture;
import io.sealcache.TestStore;
import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import io.sealcache.internal.settings.Settings;
import io.sealcache.internal.settings.SettingsTest;
import io.sealcache.keys.FixedKey;
import io.sealcache.keys.KeySource;
import io.sealcache.keys.KeySources;
import io.sealcache.keys.table.OwnersDirectory;
import io.sealcache.keys.table.TableKeySource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys of their own for names, by the settings of a manager. */
class KeyTableSettingsTest {
  private static final String SECRET = FixedKey.hex(171);

  @TempDir private Path directory;

  @Test
  void keyTable_givesEachTenantKeysOfItsOwn() throws Exception {
    Path table = OwnersDirectory.make(directory.resolve("table"));
    var database = new JdbcDataSource();
    database.setURL("jdbc:h2:" + directory.resolve("database"));

    for (Object place : List.of(table.toString(), table.toUri().toString(), database)) {
      ManagerKeys keys =
          of(KeyStoreFile.ofTable(place, KeyStoreFile.in(directory), "keystore.wrapping", "c"));
      Keyring one = keys.source().keyring("one");

      assertThat(one.current().isSameKey(keys.source().keyring("other").current())).isFalse();
      assertThat(keys.table().forget("one")).isTrue();
      assertThat(keys.source().existingKeyring("one")).isNull();
      keys.source().close();
    }
  }

  @Test
  void keyTable_needsAKeyThatWrapsAndNoOtherPlaceOfKeys() throws Exception {
    Path table = OwnersDirectory.make(directory.resolve("table"));
    Path keyStore = KeyStoreFile.in(directory);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(KeyStoreFile.ofTable(table.toString(), keyStore)))
        .withMessageContaining("'sealcache.keystore.wrapping' is missing");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(SettingsTest.of("sealcache.key-table", table.toString())))
        .withMessageContaining("'sealcache.keystore' is missing");
    for (String other : List.of("keyring", "master-key", "keystore.current", "key-source")) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  of(
                      KeyStoreFile.ofTable(
                          table.toString(), keyStore, "keystore.wrapping", "c", other, "other")))
          .withMessageContainingAll("'sealcache.key-table'", "'sealcache." + other + "'");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                of(
                    KeyStoreFile.ofTable(
                        directory + "/missing", keyStore, "keystore.wrapping", "c")))
        .withMessageContainingAll("missing", "is not a directory");
  }

  @Test
  void keyTable_takesTheKeysOfBeforeFromWhereTheyWere() throws Exception {
    Path keyStore = KeyStoreFile.in(directory);
    String until = "" + Instant.now().plus(Duration.ofDays(1));
    List<List<String>> places =
        List.of(
            List.of("master-key", FixedKey.hex(1), "index-key", FixedKey.hex(2)),
            List.of("keystore.current", "a", "keystore.index", "b"),
            List.of("key-source", KeysOfBefore.class.getName()));
    for (int i = 0; i < places.size(); i++) {
      Path table = OwnersDirectory.make(directory.resolve("table" + i));
      List<String> settings = new ArrayList<>(places.get(i));
      settings.addAll(List.of("keystore.wrapping", "c", "key-table.derived-until", until));

      ManagerKeys keys =
          of(KeyStoreFile.ofTable(table.toString(), keyStore, settings.toArray(String[]::new)));

      assertThat(keys.source().keyring("one").previous()).hasSize(1);
      assertThat(keys.source().keyring("one").previous().get(0)).hasToString(key(1));
      assertThat(requireNonNull(keys.source().existingKeyring("two")).indexKey())
          .hasToString(key(2));
      assertThat(keys.table().forget("one")).isTrue();
      assertThat(keys.source().keyring("one").previous()).isEmpty();
      keys.source().close();
      assertThatThrownBy(
              () -> of(KeyStoreFile.ofTable(table.toString(), keyStore, "keystore.wrapping", "c")))
          .hasMessageContaining("give this JVM the keys that were in use before");
      of(KeyStoreFile.ofTable(
              table.toString(),
              keyStore,
              "keystore.wrapping",
              "c",
              "key-table.derived-until",
              "2026-01-01T00:00:00Z"))
          .source()
          .close();
    }
  }

  /** An application's, made of the same keys. */
  public static final class KeysOfBefore implements KeySource {
    private final KeySource keys = KeySources.ofText(FixedKey.hex(1), null, FixedKey.hex(2));

    public KeysOfBefore() {}

    @Override
    public Keyring keyring(@Nullable String tenant) {
      return keys.keyring(tenant);
    }

    @Override
    public void close() {
      keys.close();
    }
  }

  private static String key(int seed) {
    return "MasterKey[id=" + id(seed) + "]";
  }

  @Test
  void keyTable_withKeysOfBeforeFromTwoPlacesOrForNoTable_isRefused() throws Exception {
    Path table = OwnersDirectory.make(directory.resolve("table"));
    String until = "2027-01-01T00:00:00Z";

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                of(
                    KeyStoreFile.ofTable(
                        table.toString(),
                        KeyStoreFile.in(directory),
                        "keystore.wrapping",
                        "c",
                        "key-table.derived-until",
                        until,
                        "master-key",
                        SECRET,
                        "keyring",
                        "k")))
        .withMessageContainingAll("'sealcache.master-key'", "'sealcache.keyring'")
        .withMessageNotContaining(SECRET);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                of(
                    SettingsTest.of(
                        "sealcache.key-table.derived-until",
                        until,
                        "sealcache.master-key",
                        FixedKey.hex(1))))
        .withMessageContainingAll("'sealcache.key-table.derived-until'", "'sealcache.key-table'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SettingsTest.of("sealcache.key-table.derived-until", "tomorrow"))
        .withMessageContainingAll("tomorrow", "2026-12-31T00:00:00Z");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> SettingsTest.of("sealcache.key-table.derived-until", "+10000-01-01T00:00:00Z"))
        .withMessageContainingAll("derived-until", "+10000-01-01T00:00:00Z", "year 9999");
  }

  @Test
  void keysThatAreInNoTable_cannotBeForgotten() {
    try (StoreFixture store = StoreFixture.over(TestStore.CAFFEINE)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> store.manager().unwrap(TableKeySource.class))
          .withMessageContaining("'sealcache.key-table'");
    }
  }

  private static ManagerKeys of(Settings settings) {
    return ManagerKeys.of(settings, KeyTableSettingsTest.class.getClassLoader());
  }

  private static String id(int seed) {
    return "%08x".formatted(MasterKey.of(FixedKey.secret(seed)).id());
  }
}
