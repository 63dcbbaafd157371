package io.sealcache.internal.managerkeys;

import static io.sealcache.internal.managerkeys.KeyringWrapping.required;
import static io.sealcache.internal.settings.Setting.INDEX_KEY;
import static io.sealcache.internal.settings.Setting.KEYRING;
import static io.sealcache.internal.settings.Setting.KEYSTORE;
import static io.sealcache.internal.settings.Setting.KEYSTORE_PASSWORD;
import static io.sealcache.internal.settings.Setting.KEY_SOURCE;
import static io.sealcache.internal.settings.Setting.KEY_TABLE;
import static io.sealcache.internal.settings.Setting.KMS;
import static io.sealcache.internal.settings.Setting.MASTER_KEY;
import static io.sealcache.internal.settings.Setting.PREVIOUS_MASTER_KEYS;

import io.sealcache.internal.settings.ApplicationClass;
import io.sealcache.internal.settings.Setting;
import io.sealcache.internal.settings.Settings;
import io.sealcache.internal.text.PrintableUri;
import io.sealcache.keys.KeySource;
import io.sealcache.keys.KeySources;
import io.sealcache.keys.RefreshTimes;
import java.util.List;
import java.util.Objects;

/**
 * Where keys come from, and which settings say so: those that no row of {@code docs/keys.md} has
 * together are refused.
 */
enum KeyPlace {
  TABLE(KEY_TABLE, KMS, KEYSTORE, KEYSTORE_PASSWORD),
  KEYRING_FILE(KEYRING, KMS, KEYSTORE, KEYSTORE_PASSWORD),
  SOURCE(KEY_SOURCE),
  SETTINGS(MASTER_KEY, PREVIOUS_MASTER_KEYS, INDEX_KEY, KEYSTORE, KEYSTORE_PASSWORD);

  @SuppressWarnings("ImmutableEnumChecker") // unmodifiable
  private final List<Setting> settings;

  KeyPlace(Setting... settings) {
    this.settings = List.of(settings);
  }

  /**
   * The place that settings name.
   *
   * @throws IllegalArgumentException if they name two: a setting that was forgotten would decide
   *     which keys are used, or seem to
   */
  static KeyPlace of(Settings settings) {
    boolean isFile = settings.isGiven(KEYRING) || settings.isGiven(KMS);
    KeyPlace other = settings.isGiven(KEY_SOURCE) ? SOURCE : SETTINGS;
    KeyPlace place = settings.isGiven(KEY_TABLE) ? TABLE : isFile ? KEYRING_FILE : other;
    for (KeyPlace each : values()) {
      for (Setting setting : each.settings) {
        if (settings.isGiven(setting) && !place.settings.contains(setting)) {
          Setting first =
              place.settings.stream().filter(settings::isGiven).findFirst().orElseThrow();
          throw new IllegalArgumentException(
              "Settings '%s' and '%s' are both given, but keys come from one place: take one out"
                  .formatted(first, setting));
        }
      }
    }
    Setting ofKeyStore = settings.isGiven(KEYSTORE) ? KEYSTORE : KEYSTORE_PASSWORD;
    if (place != SETTINGS
        && settings.isGiven(ofKeyStore)
        && !KeyringWrapping.isOfKeyStore(settings)) {
      throw new IllegalArgumentException(
          "Setting '%s' is given, but '%s' names no key of it: write one as 'keystore:ALIAS' beside '%s' and '%s', or take the key store out"
              .formatted(ofKeyStore, KMS, KEYSTORE, KEYSTORE_PASSWORD));
    }
    return place;
  }

  /** Where the keys are and what unwraps them, as messages may show it: without secrets. */
  String shown(Settings given) {
    Setting place = this == SETTINGS ? KEYSTORE : settings.get(0);
    if (!given.isGiven(place)) {
      return "settings";
    }
    String shown = PrintableUri.of(given.shown(place));
    Setting wrapping = KeyringWrapping.isOfKeyStore(given) ? KEYSTORE : KMS;
    return given.isGiven(KMS) ? shown + " under " + PrintableUri.of(given.shown(wrapping)) : shown;
  }

  /**
   * Opens it.
   *
   * @param classLoader finds a key management service, or a custom key source
   * @throws IllegalArgumentException if a setting is missing or wrong
   */
  KeySource open(Settings settings, ClassLoader classLoader) {
    return switch (this) {
      case TABLE -> KeyTableFactory.find().open(settings, classLoader);
      case KEYRING_FILE -> keyringFile(settings, classLoader);
      case SOURCE ->
          new ApplicationClass<>(KeySource.class, KEY_SOURCE)
              .choose(Objects.requireNonNull(settings.find(KEY_SOURCE)), classLoader);
      case SETTINGS -> inSettings(settings);
    };
  }

  private static KeySource inSettings(Settings settings) {
    String previous = settings.text(PREVIOUS_MASTER_KEYS);
    String index = settings.text(INDEX_KEY);
    if (settings.isGiven(KEYSTORE) || settings.isGiven(KEYSTORE_PASSWORD)) {
      return KeySources.ofKeyStore(
          required(settings, KEYSTORE, KEYSTORE_PASSWORD),
          required(settings, KEYSTORE_PASSWORD, KEYSTORE),
          required(settings, MASTER_KEY, KEYSTORE),
          previous,
          index);
    }
    return KeySources.ofText(settings.text(MASTER_KEY), previous, index);
  }

  private static KeySource keyringFile(Settings settings, ClassLoader classLoader) {
    RefreshTimes times = settings.kmsTimes(); // before there is a key to close
    String file = required(settings, KEYRING, KMS);
    if (!settings.isGiven(KMS)) { // the keys are in clear
      return KeySources.ofKeyringFile(file);
    }
    KeyringWrapping wrapping = KeyringWrapping.open(settings, classLoader);
    RefreshTimes asked = KeyringWrapping.isOfKeyStore(settings) ? null : times; // can be withdrawn
    return KeySources.ofKeyringFile(file, wrapping.key(), wrapping.context(), asked);
  }
}
