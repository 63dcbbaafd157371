package io.sealcache.internal.keytable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.fixture.KeyStoreFile;
import io.sealcache.internal.managerkeys.ManagerKeys;
import io.sealcache.internal.settings.Settings;
import io.sealcache.internal.settings.SettingsTest;
import io.sealcache.keys.PretendedService;
import io.sealcache.keys.table.OwnersDirectory;
import io.sealcache.keys.table.RotationProgress;
import io.sealcache.keys.table.TableKeySource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys of a table that are wrapped elsewhere, by the settings of a manager. */
class ServedTableTest {
  @TempDir private Path directory;

  private final List<ManagerKeys> opened = new ArrayList<>();

  @AfterEach
  void close() { // or they would look for newer keys during the tests of other classes
    opened.forEach(keys -> keys.close());
  }

  @Test
  void kms_wrapsTheKeysOfAKeyTable() throws Exception {
    Path table = OwnersDirectory.make(directory.resolve("table"));
    Settings settings = by(table, "pretended:1");
    ManagerKeys keys = of(settings);
    int id = keys.keyring("one").current().id();
    keys.close();

    assertThat(PretendedService.last().isClosed()).isTrue();
    assertThat(of(settings).keyring("one").current().id()).isEqualTo(id);
    assertThatThrownBy(() -> of(by(table, "pretended:2")))
        .hasMessageContaining("does not open with this wrapping key");
  }

  @Test
  void keyTable_isWrappedAnewByAnotherKeyOfTheSettings() throws Exception {
    Path table = OwnersDirectory.make(directory.resolve("table"));
    Path keyStore = KeyStoreFile.in(directory);
    ManagerKeys old = of(KeyStoreFile.ofTable(table.toString(), keyStore, "kms", "keystore:a"));
    int id = old.keyring("one").current().id();
    old.close();

    List<String> moves =
        List.of("keystore:b, keystore:a", "pretended:1,keystore:b", "pretended:2,pretended:1");
    for (String move : moves) {
      ManagerKeys keys =
          of(
              move.contains("keystore")
                  ? KeyStoreFile.ofTable(table.toString(), keyStore, "kms", move)
                  : by(table, move));
      assertThat(keys.keyring("one").current().id()).isEqualTo(id);
      RotationProgress done =
          keys.source(TableKeySource.class).rotation().rewrap(false, 1_000, progress -> {});
      assertThat(done.changed()).isEqualTo(2);
      keys.close();
    }

    assertThat(of(by(table, "pretended:2")).keyring("one").current().id()).isEqualTo(id);
    assertThatThrownBy(
            () -> of(KeyStoreFile.ofTable(table.toString(), keyStore, "kms", "keystore:a")))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void maximumAgeThatIsTooLong_isRefusedBeforeThereIsAKeyToClose() throws Exception {
    Path table = OwnersDirectory.make(directory.resolve("table"));
    Settings settings =
        SettingsTest.of(
            "sealcache.key-table", table.toString(),
            "sealcache.key-table.max-age", "300000d",
            "sealcache.kms", "unknown:1");

    assertThatThrownBy(() -> of(settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("sealcache.key-table.max-age", "at most");
  }

  @Test
  void thirdKey_isRefused() throws Exception {
    Path table = OwnersDirectory.make(directory.resolve("table"));

    assertThatThrownBy(() -> of(by(table, "pretended:3,pretended:2,pretended:1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'sealcache.kms' has 3 keys");
  }

  private static Settings by(Path table, String kms) {
    return SettingsTest.of("sealcache.key-table", table.toString(), "sealcache.kms", kms);
  }

  private ManagerKeys of(Settings settings) {
    ManagerKeys keys = ManagerKeys.of(settings, ServedTableTest.class.getClassLoader());
    opened.add(keys);
    return keys;
  }
}
