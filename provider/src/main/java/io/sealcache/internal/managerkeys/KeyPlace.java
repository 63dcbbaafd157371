package io.sealcache.internal.managerkeys;

import static io.sealcache.internal.settings.Setting.INDEX_KEY;
import static io.sealcache.internal.settings.Setting.KEYRING;
import static io.sealcache.internal.settings.Setting.KEYSTORE;
import static io.sealcache.internal.settings.Setting.KEYSTORE_CURRENT;
import static io.sealcache.internal.settings.Setting.KEYSTORE_INDEX;
import static io.sealcache.internal.settings.Setting.KEYSTORE_PASSWORD;
import static io.sealcache.internal.settings.Setting.KEYSTORE_PREVIOUS;
import static io.sealcache.internal.settings.Setting.KEYSTORE_WRAPPING;
import static io.sealcache.internal.settings.Setting.KEY_SOURCE;
import static io.sealcache.internal.settings.Setting.KEY_TABLE;
import static io.sealcache.internal.settings.Setting.KEY_TABLE_PREVIOUS_WRAPPING;
import static io.sealcache.internal.settings.Setting.KMS;
import static io.sealcache.internal.settings.Setting.MASTER_KEY;
import static io.sealcache.internal.settings.Setting.PREVIOUS_MASTER_KEYS;

import io.sealcache.internal.settings.Setting;
import io.sealcache.internal.settings.Settings;
import io.sealcache.internal.text.PrintableUri;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where keys come from, and which settings say so: those that no row of {@code docs/keys.md} has
 * together are refused.
 */
enum KeyPlace {
  SETTINGS(MASTER_KEY, PREVIOUS_MASTER_KEYS, INDEX_KEY),
  KEYRING_IN_CLEAR(KEYRING),
  KEYRING_UNDER_KEYSTORE(KEYSTORE_WRAPPING, KEYRING, KEYSTORE, KEYSTORE_PASSWORD),
  KEYRING_UNDER_KMS(KMS, KEYRING),
  KEY_STORE(KEYSTORE, KEYSTORE_PASSWORD, KEYSTORE_CURRENT, KEYSTORE_PREVIOUS, KEYSTORE_INDEX),
  TABLE_UNDER_KEYSTORE(
      KEY_TABLE, KEYSTORE, KEYSTORE_PASSWORD, KEYSTORE_WRAPPING, KEY_TABLE_PREVIOUS_WRAPPING),
  TABLE_UNDER_KMS(KEY_TABLE, KMS, KEY_TABLE_PREVIOUS_WRAPPING),
  TABLE_UNDER_KMS_BEFORE_KEYSTORE(
      KEY_TABLE, KMS, KEY_TABLE_PREVIOUS_WRAPPING, KEYSTORE, KEYSTORE_PASSWORD),
  SOURCE(KEY_SOURCE);

  private static final Set<Setting> ALL =
      Collections.unmodifiableSet(
          Arrays.stream(values())
              .flatMap(place -> place.settings.stream())
              .collect(Collectors.toCollection(() -> EnumSet.noneOf(Setting.class))));

  private final Setting named;

  @SuppressWarnings("ImmutableEnumChecker") // unmodifiable, and nobody else has it
  private final Set<Setting> settings;

  /**
   * @param named in messages
   * @param others that go with it
   */
  KeyPlace(Setting named, Setting... others) {
    this.named = named;
    EnumSet<Setting> all = EnumSet.of(named);
    all.addAll(Arrays.asList(others));
    this.settings = Collections.unmodifiableSet(all);
  }

  /**
   * The place that settings name.
   *
   * @throws IllegalArgumentException if they name two: a setting that was forgotten would decide
   *     which keys are used, or seem to
   */
  static KeyPlace of(Settings settings) {
    KeyPlace place = named(settings);
    for (Setting setting : ALL) {
      if (settings.isGiven(setting) && !place.settings.contains(setting)) {
        throw new IllegalArgumentException(
            "Settings '%s' and '%s' are both given, but keys come from one place: take one out"
                .formatted(
                    (setting == KEYSTORE_WRAPPING && settings.isGiven(KMS) ? KMS : place.named)
                        .propertyName(),
                    setting.propertyName()));
      }
    }
    return place;
  }

  /** Where the keys are and what unwraps them, as messages may show it: without secrets. */
  String shown(Settings settings) {
    if (this == SETTINGS) {
      return "settings";
    }
    Setting place =
        Stream.of(KEY_SOURCE, KEY_TABLE, KEYRING)
            .filter(settings::isGiven)
            .findFirst()
            .orElse(KEYSTORE);
    String shown = PrintableUri.of(settings.shown(place));
    Setting wrapping = settings.isGiven(KMS) ? KMS : KEYSTORE;
    return place == wrapping || !settings.isGiven(wrapping)
        ? shown
        : shown + " under " + PrintableUri.of(settings.shown(wrapping));
  }

  private static KeyPlace named(Settings settings) {
    boolean isServed = settings.isGiven(KMS);
    if (settings.isGiven(KEY_TABLE)) {
      return !isServed
          ? TABLE_UNDER_KEYSTORE
          : KeyEncryptionKeys.isPreviousInKeyStore(settings)
              ? TABLE_UNDER_KMS_BEFORE_KEYSTORE
              : TABLE_UNDER_KMS;
    }
    if (isServed || settings.isGiven(KEYSTORE_WRAPPING)) {
      return isServed ? KEYRING_UNDER_KMS : KEYRING_UNDER_KEYSTORE;
    }
    if (settings.isGiven(KEYRING)) {
      return KEYRING_IN_CLEAR;
    }
    if (settings.isGiven(KEY_SOURCE)) {
      return SOURCE;
    }
    return KEY_STORE.settings.stream().anyMatch(settings::isGiven) ? KEY_STORE : SETTINGS;
  }
}
