package io.sealcache.internal.keytable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.internal.managerkeys.KeyStoreFile;
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
    opened.forEach(keys -> keys.source().close());
  }

  @Test
  void kms_wrapsTheKeysOfAKeyTable() throws Exception {
    Path table = OwnersDirectory.make(directory.resolve("table"));
    Settings settings =
        SettingsTest.of("sealcache.key-table", table.toString(), "sealcache.kms", "pretended:1");

    ManagerKeys keys = of(settings);
    int id = keys.source().keyring("one").current().id();
    keys.source().close();

    assertThat(PretendedService.last().isClosed()).isTrue();
    assertThat(of(settings).source().keyring("one").current().id()).isEqualTo(id);
    assertThatThrownBy(
            () ->
                of(
                    SettingsTest.of(
                        "sealcache.key-table", table.toString(), "sealcache.kms", "pretended:2")))
        .hasMessageContaining("does not open with this wrapping key");
  }

  @Test
  void keyTable_isWrappedAnewByAnotherKeyOfTheSettings() throws Exception {
    Path table = OwnersDirectory.make(directory.resolve("table"));
    Path keyStore = KeyStoreFile.in(directory);
    ManagerKeys old =
        of(KeyStoreFile.ofTable(table.toString(), keyStore, "keystore.wrapping", "a"));
    int id = old.source().keyring("one").current().id();
    old.source().close();

    List<List<String>> moves =
        List.of(
            List.of("keystore.wrapping", "b", "key-table.previous-wrapping", "a"),
            List.of("kms", "pretended:1", "key-table.previous-wrapping", "b"),
            List.of("kms", "pretended:2", "key-table.previous-wrapping", "pretended:1"));
    for (List<String> move : moves) {
      boolean needsStore = !move.get(3).contains(":");
      ManagerKeys keys =
          of(
              needsStore
                  ? KeyStoreFile.ofTable(table.toString(), keyStore, move.toArray(String[]::new))
                  : SettingsTest.of(
                      "sealcache.key-table",
                      table.toString(),
                      "sealcache." + move.get(0),
                      move.get(1),
                      "sealcache." + move.get(2),
                      move.get(3)));
      assertThat(keys.source().keyring("one").current().id()).isEqualTo(id);
      RotationProgress done =
          keys.source(TableKeySource.class).rotation().rewrap(false, 1_000, "", progress -> {});
      assertThat(done.changed()).isEqualTo(2);
      keys.source().close();
    }

    Settings alone =
        SettingsTest.of("sealcache.key-table", table.toString(), "sealcache.kms", "pretended:2");
    assertThat(of(alone).source().keyring("one").current().id()).isEqualTo(id);
    assertThatThrownBy(
            () -> of(KeyStoreFile.ofTable(table.toString(), keyStore, "keystore.wrapping", "a")))
        .isInstanceOf(IllegalStateException.class);
  }

  private ManagerKeys of(Settings settings) {
    ManagerKeys keys = ManagerKeys.of(settings, ServedTableTest.class.getClassLoader());
    opened.add(keys);
    return keys;
  }
}
