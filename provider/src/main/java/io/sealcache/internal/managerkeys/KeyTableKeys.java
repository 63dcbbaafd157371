package io.sealcache.internal.managerkeys;

import io.sealcache.internal.settings.Choice;
import io.sealcache.internal.settings.Setting;
import io.sealcache.internal.settings.Settings;
import io.sealcache.keys.KeyEncryptionKey;
import io.sealcache.keys.KeySource;
import io.sealcache.keys.table.DirectoryKeyTable;
import io.sealcache.keys.table.JdbcKeyTable;
import io.sealcache.keys.table.KeyTable;
import io.sealcache.keys.table.KeyTableOptions;
import io.sealcache.keys.table.TableKeySource;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The keys of a key table, as settings name it, and those that its names had derived before. */
final class KeyTableKeys {
  private static final Set<Setting> TEXT =
      EnumSet.of(Setting.MASTER_KEY, Setting.PREVIOUS_MASTER_KEYS, Setting.INDEX_KEY);
  private static final Set<Setting> OF_KEYSTORE =
      EnumSet.range(Setting.KEYSTORE_CURRENT, Setting.KEYSTORE_INDEX);

  private KeyTableKeys() {}

  /** Whether keys of another place are given beside the table, for what was stored before. */
  static boolean isMove(Settings settings) {
    return settings.isGiven(Setting.KEY_TABLE_DERIVED_UNTIL);
  }

  /** Whoever forgot the table would go on with derived keys, and not know it. */
  static void refuseWithoutTable(Settings settings) {
    if (isMove(settings) && !settings.isGiven(Setting.KEY_TABLE)) {
      throw new IllegalArgumentException(
          "Setting '%s' is given without '%s', to which keys are to move"
              .formatted(
                  Setting.KEY_TABLE_DERIVED_UNTIL.propertyName(),
                  Setting.KEY_TABLE.propertyName()));
    }
  }

  /** Where the keys of before may be: in one of these. */
  static Stream<Set<Setting>> placesOfBefore() {
    return Stream.of(
        TEXT, EnumSet.of(Setting.KEYRING), OF_KEYSTORE, EnumSet.of(Setting.KEY_SOURCE));
  }

  /**
   * Opens the table.
   *
   * @throws IllegalArgumentException if a setting is missing or wrong
   */
  static KeySource open(Settings settings, ClassLoader classLoader) {
    if (settings.isGiven(Setting.KMS) && settings.isGiven(Setting.KEYSTORE_WRAPPING)) {
      throw new IllegalArgumentException(
          "Settings '%s' and '%s' are both given, but one key wraps those of a key table: take one out"
              .formatted(Setting.KMS.propertyName(), Setting.KEYSTORE_WRAPPING.propertyName()));
    }
    Choice<DataSource> choice = settings.keyTable();
    KeyTable table =
        choice instanceof Choice.Instance<DataSource> database
            ? JdbcKeyTable.open(database.made())
            : DirectoryKeyTable.open(KeyEncryptionKeys.given(settings, Setting.KEY_TABLE));
    KeySource derived = isMove(settings) ? derived(settings, classLoader) : null;
    KeyEncryptionKey previous = null;
    KeyEncryptionKey key;
    try {
      previous = KeyEncryptionKeys.previous(settings, classLoader);
      key = KeyEncryptionKeys.open(settings, classLoader);
    } catch (Throwable e) {
      if (previous != null) {
        previous.close();
      }
      if (derived != null) {
        derived.close();
      }
      throw e;
    }
    KeyTableOptions options =
        KeyTableOptions.of(settings.keyTableMaxAge(), settings.keyTableInMemory())
            .withPreviousKey(previous)
            .movingFrom(derived, settings.keyTableDerivedUntil())
            .tellingAuditors(settings.auditNames())
            .ofApplication(settings.text(Setting.CONTEXT));
    return ApplicationKeySource.ofOurs(TableKeySource.open(table, key, options)); // or closes all
  }

  private static @Nullable KeySource derived(Settings settings, ClassLoader classLoader) {
    Choice<KeySource> choice = settings.keySource();
    if (choice != null) {
      return ApplicationKeySource.of(choice, classLoader);
    }
    if (TEXT.stream().anyMatch(settings::isGiven)) {
      return GivenKeys.text(settings);
    }
    if (settings.isGiven(Setting.KEYRING)) {
      return GivenKeys.keyringFile(settings, classLoader);
    }
    return OF_KEYSTORE.stream().anyMatch(settings::isGiven) ? GivenKeys.keyStore(settings) : null;
  }
}
