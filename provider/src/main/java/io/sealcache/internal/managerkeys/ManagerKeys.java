package io.sealcache.internal.managerkeys;

import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import io.sealcache.internal.audit.KeyAudit;
import io.sealcache.internal.jfr.KeyIds;
import io.sealcache.internal.settings.Choice;
import io.sealcache.internal.settings.Setting;
import io.sealcache.internal.settings.Settings;
import io.sealcache.keys.KeyHistory;
import io.sealcache.keys.KeySource;
import io.sealcache.keys.table.TableKeySource;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one cache manager.
 *
 * @param context separates applications that share a master key; may be empty
 * @param audit of the manager itself; a source has its own
 */
public record ManagerKeys(KeySource source, String context, KeyAudit audit) {
  private static final Set<Setting> OF_KEYSTORE =
      Collections.unmodifiableSet(EnumSet.range(Setting.KEYSTORE, Setting.KEYSTORE_INDEX));

  /**
   * Takes them from the settings.
   *
   * @param classLoader finds a key source of the application's
   * @throws IllegalArgumentException if there are none, they are set in two ways, or one is
   *     malformed; the message shows how to make one, and never a key
   */
  public static ManagerKeys of(Settings settings, ClassLoader classLoader) {
    refuseTwoPlaces(settings);
    String context = settings.text(Setting.CONTEXT);
    return new ManagerKeys(
        source(settings, classLoader), context == null ? "" : context, new KeyAudit());
  }

  private static KeySource source(Settings settings, ClassLoader classLoader) {
    Choice<KeySource> choice = settings.keySource();
    if (settings.isGiven(Setting.KEY_TABLE)) {
      return KeyTableKeys.open(settings, classLoader);
    }
    if (choice != null) {
      return ApplicationKeySource.of(choice, classLoader);
    }
    if (settings.isGiven(Setting.KMS)
        || settings.isGiven(Setting.KEYSTORE_WRAPPING)
        || settings.isGiven(Setting.KEYRING)) {
      return GivenKeys.keyringFile(settings, classLoader);
    }
    return OF_KEYSTORE.stream().anyMatch(settings::isGiven)
        ? GivenKeys.keyStore(settings)
        : GivenKeys.text(settings);
  }

  /** Settings that go together. A key store belongs to the keyring or table whose keys it wraps. */
  private static Stream<Set<Setting>> places(Settings settings) {
    boolean isTable = settings.isGiven(Setting.KEY_TABLE);
    boolean isServed = settings.isGiven(Setting.KMS);
    boolean wraps = isTable || settings.isGiven(Setting.KEYSTORE_WRAPPING);
    Setting wrapped =
        isTable ? Setting.KEY_TABLE : isServed ? Setting.KMS : Setting.KEYSTORE_WRAPPING;
    return Stream.of(
        EnumSet.of(Setting.MASTER_KEY, Setting.PREVIOUS_MASTER_KEYS, Setting.INDEX_KEY),
        isTable ? EnumSet.of(Setting.KEYRING) : EnumSet.noneOf(Setting.class),
        EnumSet.of(wraps || isServed ? wrapped : Setting.KEYRING),
        isServed
            ? EnumSet.range(
                KeyEncryptionKeys.isPreviousInKeyStore(settings)
                    ? Setting.KEYSTORE_CURRENT
                    : Setting.KEYSTORE,
                Setting.KEYSTORE_WRAPPING)
            : wraps ? EnumSet.range(Setting.KEYSTORE_CURRENT, Setting.KEYSTORE_INDEX) : OF_KEYSTORE,
        EnumSet.of(Setting.KEY_SOURCE));
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
  public TableKeySource table() {
    if (source instanceof ApplicationKeySource one
        && one.source() instanceof TableKeySource table) {
      return table;
    }
    throw new IllegalArgumentException(
        "The keys of this cache manager are in no key table, and can't be forgotten; set '%s'"
            .formatted(Setting.KEY_TABLE.propertyName()));
  }

  /**
   * Tells that the manager is open.
   *
   * @param manager its URI, as it may be shown
   * @param store the class of the provider that it wraps
   * @param asked where keys come from that are asked for later
   * @param keyring null where it isn't known yet
   */
  public void tellStart(String manager, String store, String asked, @Nullable Keyring keyring) {
    KeyIds ids =
        keyring == null
            ? KeyIds.NONE
            : KeyIds.of(
                keyring.current().id(),
                keyring.previous().stream().mapToInt(MasterKey::id),
                keyring.indexKey().id());
    audit.started(manager, store, asked, ids);
  }

  /** What has happened to the keys since the manager was opened; each event is in it. */
  public KeyHistory history() {
    return new KeyHistory(audit.counts().times()).plus(source.history());
  }

  @Override
  public String toString() {
    return "ManagerKeys";
  }
}
