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
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

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
    KeyPlace place = named(settings);
    Arrays.stream(values())
        .flatMap(each -> each.settings.stream())
        .filter(setting -> settings.isGiven(setting) && !place.settings.contains(setting))
        .findFirst()
        .ifPresent(
            other -> {
              throw new IllegalArgumentException(
                  "Settings '%s' and '%s' are both given, but keys come from one place: take one out"
                      .formatted(place.given(settings), other.propertyName()));
            });
    Setting ofKeyStore = settings.isGiven(KEYSTORE) ? KEYSTORE : KEYSTORE_PASSWORD;
    if (place != SETTINGS
        && settings.isGiven(ofKeyStore)
        && !KeyringWrapping.isOfKeyStore(settings)) {
      throw new IllegalArgumentException(
          "Setting '%s' is given, but '%s' names no key of it: write one as 'keystore:ALIAS' beside '%s' and '%s', or take the key store out"
              .formatted(
                  ofKeyStore.propertyName(),
                  KMS.propertyName(),
                  KEYSTORE.propertyName(),
                  KEYSTORE_PASSWORD.propertyName()));
    }
    return place;
  }

  /** Where the keys are and what unwraps them, as messages may show it: without secrets. */
  String shown(Settings settings) {
    Setting place =
        Stream.of(KEY_SOURCE, KEY_TABLE, KEYRING, KEYSTORE)
            .filter(settings::isGiven)
            .findFirst()
            .orElse(MASTER_KEY);
    if (place == MASTER_KEY) {
      return "settings";
    }
    String shown = PrintableUri.of(settings.shown(place));
    Setting wrapping = KeyringWrapping.isOfKeyStore(settings) ? KEYSTORE : KMS;
    return settings.isGiven(KMS)
        ? shown + " under " + PrintableUri.of(settings.shown(wrapping))
        : shown;
  }

  /** Its first setting that is given. */
  private String given(Settings given) {
    return settings.stream().filter(given::isGiven).findFirst().orElseThrow().propertyName();
  }

  private static KeyPlace named(Settings settings) {
    if (settings.isGiven(KEY_TABLE)) {
      return TABLE;
    }
    if (settings.isGiven(KEYRING) || settings.isGiven(KMS)) {
      return KEYRING_FILE;
    }
    return settings.isGiven(KEY_SOURCE) ? SOURCE : SETTINGS;
  }

  /**
   * Opens it.
   *
   * @param classLoader finds a key management service, or a custom key source
   * @throws IllegalArgumentException if a setting is missing or wrong
   */
  KeySource open(Settings settings, ClassLoader classLoader) {
    return switch (this) {
      case SETTINGS -> inSettings(settings);
      case KEYRING_FILE -> keyringFile(settings, classLoader);
      case TABLE -> KeyTableFactory.find().open(settings, classLoader);
      case SOURCE ->
          new ApplicationClass<>(KeySource.class, KEY_SOURCE)
              .choose(Objects.requireNonNull(settings.keySource()), classLoader);
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
    KeyringWrapping wrapping = KeyringWrapping.of(settings, classLoader);
    if (wrapping == null) {
      return KeySources.ofKeyringFile(file);
    }
    boolean isWithdrawable = !KeyringWrapping.isOfKeyStore(settings);
    return KeySources.ofKeyringFile(
        file, wrapping.key(), wrapping.context(), isWithdrawable ? times : null);
  }
}
