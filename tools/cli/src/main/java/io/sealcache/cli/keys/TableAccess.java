package io.sealcache.cli.keys;

import io.sealcache.cli.RunOptions;
import io.sealcache.internal.managerkeys.ManagerKeys;
import io.sealcache.internal.settings.Setting;
import io.sealcache.internal.settings.Settings;
import io.sealcache.keys.table.DirectoryKeyTable;
import io.sealcache.keys.table.JdbcKeyTable;
import io.sealcache.keys.table.KeyTable;
import io.sealcache.keys.table.TableKeySource;
import java.util.Properties;
import javax.sql.DataSource;

/** The key table that the settings name, which must be there: a wrong place gets no new one. */
final class TableAccess {
  private TableAccess() {}

  /**
   * Its records.
   *
   * @throws IllegalArgumentException if the settings name none, or it is empty
   */
  static KeyTable records(Settings settings) {
    Object choice = settings.find(Setting.KEY_TABLE);
    if (choice == null) {
      throw new IllegalArgumentException(
          "No key table is set: set '%s' in the file of --settings"
              .formatted(Setting.KEY_TABLE.propertyName()));
    }
    KeyTable table =
        choice instanceof DataSource database
            ? JdbcKeyTable.openExisting(database)
            : DirectoryKeyTable.open((String) choice);
    if (table.read(KeyTable.ROOT_ID).isEmpty()) {
      throw new IllegalArgumentException(
          "%s has no first record, so it is the table of no application; correct the place"
              .formatted(table));
    }
    return table;
  }

  /**
   * Its keys, for which the key-encryption key is needed.
   *
   * @throws IllegalArgumentException as above, or if a setting is missing or wrong
   */
  static TableKeySource keys(Properties properties) {
    Settings settings = RunOptions.settings(properties);
    records(settings);
    return ManagerKeys.of(settings, RunOptions.loader()).source(TableKeySource.class);
  }
}
