package io.sealcache;

import io.sealcache.keys.ConfiguredKeys;
import io.sealcache.keys.FileKeySource;
import io.sealcache.keys.KeySource;
import java.util.List;

/**
 * The keys of one cache manager.
 *
 * @param context separates applications that share a master key; may be empty
 */
record Keys(KeySource source, String context) {

  /**
   * Takes them from the settings.
   *
   * @throws IllegalArgumentException if there are none, they are set in two ways, or one is
   *     malformed; the message shows how to make one, and never a key
   */
  static Keys of(Settings settings) {
    String context = settings.text(Setting.CONTEXT);
    return new Keys(source(settings), context == null ? "" : context);
  }

  private static KeySource source(Settings settings) {
    String keyring = settings.text(Setting.KEYRING);
    if (keyring != null) {
      refuseBesides(Setting.KEYRING, settings);
      return FileKeySource.open(keyring);
    }
    return ConfiguredKeys.of(
        settings.text(Setting.MASTER_KEY),
        settings.text(Setting.PREVIOUS_MASTER_KEYS),
        settings.text(Setting.INDEX_KEY));
  }

  /** A key from a place that was forgotten would be used, or not, without anyone knowing. */
  private static void refuseBesides(Setting chosen, Settings settings) {
    for (Setting other :
        List.of(Setting.MASTER_KEY, Setting.PREVIOUS_MASTER_KEYS, Setting.INDEX_KEY)) {
      String text = settings.text(other);
      if (text != null && !text.isBlank()) {
        throw new IllegalArgumentException(
            "Settings '%s' and '%s' are both given, but keys come from one place: take one out"
                .formatted(chosen.propertyName(), other.propertyName()));
      }
    }
  }

  @Override
  public String toString() {
    return "Keys";
  }
}
