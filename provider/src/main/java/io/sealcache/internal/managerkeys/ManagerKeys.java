package io.sealcache;

import io.sealcache.internal.settings.Choice;
import io.sealcache.internal.settings.Setting;
import io.sealcache.internal.settings.Settings;
import io.sealcache.keys.KeySource;
import io.sealcache.keys.KeySources;
import io.sealcache.keys.KeyStoreType;
import io.sealcache.keys.WrappingKey;
import io.sealcache.keys.table.DirectoryKeyTable;
import io.sealcache.keys.table.JdbcKeyTable;
import io.sealcache.keys.table.KeyTable;
import io.sealcache.keys.table.TableKeySource;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * The keys of one cache manager.
 *
 * @param context separates applications that share a master key; may be empty
 */
record ManagerKeys(KeySource source, String context) {
  private static final Set<Setting> OF_KEYSTORE =
      Collections.unmodifiableSet(EnumSet.range(Setting.KEYSTORE, Setting.KEYSTORE_INDEX));

  /**
   * Takes them from the settings.
   *
   * @param classLoader finds a key source of the application's
   * @throws IllegalArgumentException if there are none, they are set in two ways, or one is
   *     malformed; the message shows how to make one, and never a key
   */
  static ManagerKeys of(Settings settings, ClassLoader classLoader) {
    refuseTwoPlaces(settings);
    String context = settings.text(Setting.CONTEXT);
    return new ManagerKeys(source(settings, classLoader), context == null ? "" : context);
  }

  private static KeySource source(Settings settings, ClassLoader classLoader) {
    Choice<KeySource> choice = settings.keySource();
    if (choice != null) {
      return ApplicationKeySource.of(choice, classLoader);
    }
    Choice<DataSource> table = settings.keyTable();
    if (table != null) {
      return keyTable(table, settings);
    }
    String keyring = settings.text(Setting.KEYRING);
    if (settings.isGiven(Setting.KEYSTORE_WRAPPING)) {
      return wrappedKeyring(settings);
    }
    if (keyring != null) {
      return KeySources.ofKeyringFile(keyring);
    }
    if (OF_KEYSTORE.stream().anyMatch(settings::isGiven)) {
      return keyStore(settings);
    }
    return KeySources.ofText(
        settings.text(Setting.MASTER_KEY),
        settings.text(Setting.PREVIOUS_MASTER_KEYS),
        settings.text(Setting.INDEX_KEY));
  }

  /** Settings that go together. A key store belongs to the keyring or table whose keys it wraps. */
  private static Stream<Set<Setting>> places(Settings settings) {
    boolean isTable = settings.isGiven(Setting.KEY_TABLE);
    boolean wraps = isTable || settings.isGiven(Setting.KEYSTORE_WRAPPING);
    Setting wrapped = isTable ? Setting.KEY_TABLE : Setting.KEYSTORE_WRAPPING;
    return Stream.of(
        EnumSet.of(Setting.MASTER_KEY, Setting.PREVIOUS_MASTER_KEYS, Setting.INDEX_KEY),
        isTable ? EnumSet.of(Setting.KEYRING) : EnumSet.noneOf(Setting.class),
        EnumSet.of(wraps ? wrapped : Setting.KEYRING),
        wraps ? EnumSet.range(Setting.KEYSTORE_CURRENT, Setting.KEYSTORE_INDEX) : OF_KEYSTORE,
        EnumSet.of(Setting.KEY_SOURCE));
  }

  private static KeySource keyTable(Choice<DataSource> choice, Settings settings) {
    KeyTable table =
        choice instanceof Choice.Instance<DataSource> database
            ? JdbcKeyTable.open(database.made())
            : DirectoryKeyTable.open(((Choice.Named<DataSource>) choice).name());
    return ApplicationKeySource.ofOurs(
        TableKeySource.open(
            table, wrappingKey(settings), settings.keyTableMaxAge(), settings.keyTableInMemory()));
  }

  private static KeySource wrappedKeyring(Settings settings) {
    String keyring = required(settings, Setting.KEYRING);
    return WrappedKeyring.open(keyring, wrappingKey(settings));
  }

  private static WrappingKey wrappingKey(Settings settings) {
    String location = required(settings, Setting.KEYSTORE);
    String password = required(settings, Setting.KEYSTORE_PASSWORD);
    String alias = required(settings, Setting.KEYSTORE_WRAPPING);
    return switch (settings.keyStoreType()) {
      case PKCS12 -> WrappingKey.open(location, password, alias);
      case PKCS11 -> WrappingKey.ofToken(location, password, alias);
    };
  }

  private static KeySource keyStore(Settings settings) {
    if (settings.keyStoreType() == KeyStoreType.PKCS11) {
      throw new IllegalArgumentException(
          "Setting '%s' is 'pkcs11', whose keys don't leave the token: set '%s' and '%s', a keyring file with keys that one of the token's wraps"
              .formatted(
                  Setting.KEYSTORE_TYPE.propertyName(),
                  Setting.KEYRING.propertyName(),
                  Setting.KEYSTORE_WRAPPING.propertyName()));
    }
    String previous = settings.text(Setting.KEYSTORE_PREVIOUS);
    String index = settings.text(Setting.KEYSTORE_INDEX);
    return KeySources.ofKeyStore(
        required(settings, Setting.KEYSTORE),
        required(settings, Setting.KEYSTORE_PASSWORD),
        required(settings, Setting.KEYSTORE_CURRENT),
        previous == null || previous.isBlank()
            ? List.of()
            : Stream.of(previous.split(",", -1)).map(String::strip).toList(),
        index == null || index.isBlank() ? null : index);
  }

  private static String required(Settings settings, Setting setting) {
    String text = settings.text(setting);
    if (text == null || text.isBlank()) {
      throw new IllegalArgumentException(
          "Setting '%s' is missing; keys of a key store need it".formatted(setting.propertyName()));
    }
    return text;
  }

  /** Otherwise a setting that was forgotten would decide which keys are used, or seem to. */
  private static void refuseTwoPlaces(Settings settings) {
    List<Setting> given =
        places(settings)
            .flatMap(place -> place.stream().filter(settings::isGiven).limit(1))
            .toList();
    if (given.size() > 1) {
      throw new IllegalArgumentException(
          "Settings '%s' and '%s' are both given, but keys come from one place: take one out"
              .formatted(given.get(0).propertyName(), given.get(1).propertyName()));
    }
  }

  /**
   * The source, if it is a key table.
   *
   * @throws IllegalArgumentException if it is none
   */
  TableKeySource table() {
    if (source instanceof ApplicationKeySource one
        && one.source() instanceof TableKeySource table) {
      return table;
    }
    throw new IllegalArgumentException(
        "The keys of this cache manager are in no key table, and can't be forgotten; set '%s'"
            .formatted(Setting.KEY_TABLE.propertyName()));
  }

  @Override
  public String toString() {
    return "ManagerKeys";
  }
}
