package io.sealcache.internal.keytable;

import static java.util.Objects.requireNonNull;

import io.sealcache.encryption.AuditNames;
import io.sealcache.internal.managerkeys.KeyTableFactory;
import io.sealcache.internal.managerkeys.KeyringWrapping;
import io.sealcache.internal.settings.Setting;
import io.sealcache.internal.settings.Settings;
import io.sealcache.keys.table.DirectoryKeyTable;
import io.sealcache.keys.table.JdbcKeyTable;
import io.sealcache.keys.table.KeyTable;
import io.sealcache.keys.table.KeyTableOptions;
import io.sealcache.keys.table.TableKeySource;
import java.time.Duration;
import javax.sql.DataSource;

/** The keys of a key table, as settings name it. */
public final class KeyTableKeys implements KeyTableFactory {
  /** The keys of so many tenants are in memory, whatever is set for caches. */
  private static final int MIN_IN_MEMORY = 10_000;

  /** For the service loader. */
  public KeyTableKeys() {}

  @Override
  public TableKeySource open(Settings settings, ClassLoader classLoader) {
    KeyTableOptions options = // refused before there is a key to close
        new KeyTableOptions(
            settings.get(Setting.KEY_TABLE_MAX_AGE, Duration.class),
            Math.max(MIN_IN_MEMORY, settings.get(Setting.TENANTS_IN_MEMORY, Integer.class)),
            settings.kmsTimes(),
            settings.get(Setting.AUDIT_NAMES, AuditNames.class),
            settings.get(Setting.CONTEXT, String.class));
    Object choice = requireNonNull(settings.find(Setting.KEY_TABLE));
    KeyTable table =
        choice instanceof DataSource database
            ? JdbcKeyTable.open(database)
            : DirectoryKeyTable.open((String) choice);
    KeyringWrapping wrapping = KeyringWrapping.open(settings, classLoader);
    return TableKeySource.open(
        table, wrapping.key(), wrapping.previous(), options); // or closes all
  }
}
