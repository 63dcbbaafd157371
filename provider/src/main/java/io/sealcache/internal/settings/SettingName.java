package io.sealcache.internal.settings;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A property's name: {@code sealcache.<setting>}, or {@code sealcache.cache.<name>.<setting>} for
 * one cache.
 */
record SettingName(@Nullable String cache, Setting setting) {
  private static final String CACHE_PREFIX = Setting.PREFIX + "cache.";

  /**
   * Parses a name that starts with {@code sealcache.}. Cache names have dots, so the longest
   * setting that ends the name is meant.
   *
   * @throws IllegalArgumentException if the name is unknown (the message says all that are known),
   *     or gives a single cache what is for the whole manager
   */
  static SettingName parse(String property) {
    return property.startsWith(CACHE_PREFIX)
        ? parseForCache(property, property.substring(CACHE_PREFIX.length()))
        : parseForManager(property);
  }

  /** The property's name. */
  String property() {
    return cache == null
        ? setting.propertyName()
        : CACHE_PREFIX + cache + '.' + setting.localName();
  }

  // Those that the compiler makes have a cold JVM make method handles.
  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof SettingName other
        && setting == other.setting
        && Objects.equals(cache, other.cache);
  }

  @Override
  public int hashCode() {
    return 31 * Objects.hashCode(cache) + setting.hashCode();
  }

  private static SettingName parseForManager(String property) {
    for (Setting setting : Setting.values()) {
      if (setting.propertyName().equals(property)) {
        return new SettingName(null, setting);
      }
    }
    throw unknown(property, false);
  }

  private static SettingName parseForCache(String property, String given) {
    Setting setting = Setting.ending(given).orElseThrow(() -> unknown(property, true));
    if (!setting.isPerCache()) {
      throw new IllegalArgumentException(
          "Setting '%s' is for the whole manager, not for one cache; set '%s'"
              .formatted(property, setting.propertyName()));
    }
    int cacheLength = given.length() - setting.localName().length() - 1;
    if (cacheLength == 0) {
      throw unknown(property, true);
    }
    return new SettingName(given.substring(0, cacheLength), setting);
  }

  private static IllegalArgumentException unknown(String property, boolean perCache) {
    return new IllegalArgumentException(
        "Unknown setting '%s'; there are %s"
            .formatted(
                property,
                Stream.of(Setting.values())
                    .filter(setting -> !perCache || setting.isPerCache())
                    .map(setting -> new SettingName(perCache ? "<name>" : null, setting).property())
                    .collect(Collectors.joining(", "))));
  }
}
