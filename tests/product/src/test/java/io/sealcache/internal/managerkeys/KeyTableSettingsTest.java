package io.sealcache.internal.managerkeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sealcache.core.Keyring;
import io.sealcache.fixture.KeyStoreFile;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import io.sealcache.internal.settings.Settings;
import io.sealcache.internal.settings.SettingsTest;
import io.sealcache.keys.table.OwnersDirectory;
import io.sealcache.keys.table.TableKeySource;
import java.nio.file.Path;
import java.util.List;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys of their own for names, by the settings of a manager. */
class KeyTableSettingsTest {

  @TempDir private Path directory;

  @Test
  void keyTable_givesEachTenantKeysOfItsOwn() throws Exception {
    Path table = OwnersDirectory.make(directory.resolve("table"));
    var database = new JdbcDataSource();
    database.setURL("jdbc:h2:" + directory.resolve("database"));

    for (Object place : List.of(table.toString(), table.toUri().toString(), database)) {
      ManagerKeys keys =
          of(KeyStoreFile.ofTable(place, KeyStoreFile.in(directory), "kms", "keystore:c"));
      Keyring one = keys.keyring("one");

      assertThat(one.current().isSameKey(keys.keyring("other").current())).isFalse();
      assertThat(keys.source(TableKeySource.class).forget("one")).isTrue();
      assertThat(keys.existingKeyring("one")).isNull();
      keys.close();
    }
  }

  @Test
  void keyTable_needsAKeyThatWrapsAndNoOtherPlaceOfKeys() throws Exception {
    Path table = OwnersDirectory.make(directory.resolve("table"));
    Path keyStore = KeyStoreFile.in(directory);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(KeyStoreFile.ofTable(table.toString(), keyStore)))
        .withMessageContaining("'sealcache.kms' names no key of it");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(SettingsTest.of("sealcache.key-table", table.toString())))
        .withMessageContaining("'sealcache.kms' is missing");
    for (String other : List.of("keyring", "master-key", "key-source")) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  of(
                      KeyStoreFile.ofTable(
                          table.toString(), keyStore, "kms", "keystore:c", other, "other")))
          .withMessageContainingAll("'sealcache.key-table'", "'sealcache." + other + "'");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> of(KeyStoreFile.ofTable(directory + "/missing", keyStore, "kms", "keystore:c")))
        .withMessageContainingAll("missing", "is not a directory");
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
}
