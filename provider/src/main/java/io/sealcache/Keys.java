package io.sealcache;

import io.sealcache.keys.ConfiguredKeys;
import io.sealcache.keys.KeySource;

/**
 * The keys of one cache manager.
 *
 * @param context separates applications that share a master key; may be empty
 */
record Keys(KeySource source, String context) {

  /**
   * Takes them from the settings.
   *
   * @throws IllegalArgumentException if there are none or one is malformed; the message shows how
   *     to make one, and never a key
   */
  static Keys of(Settings settings) {
    String context = settings.text(Setting.CONTEXT);
    return new Keys(
        ConfiguredKeys.of(
            settings.text(Setting.MASTER_KEY),
            settings.text(Setting.PREVIOUS_MASTER_KEYS),
            settings.text(Setting.INDEX_KEY)),
        context == null ? "" : context);
  }

  @Override
  public String toString() {
    return "Keys";
  }
}
