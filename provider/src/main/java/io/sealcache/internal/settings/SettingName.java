package io.sealcache.internal.settings;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
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
   * @throws IllegalArgumentException if the name is unknown (the message says the nearest known
   *     one), or gives a single cache what is for the whole manager
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
    String given = property.substring(Setting.PREFIX.length());
    Setting nearest = nearest(given, EnumSet.allOf(Setting.class));
    throw unknown(property, nearest.propertyName());
  }

  private static SettingName parseForCache(String property, String given) {
    Optional<Setting> found = Setting.ending(given);
    if (found.isEmpty()) {
      int dot = given.lastIndexOf('.');
      String cache = dot < 1 ? "<name>" : given.substring(0, dot);
      Setting nearest = nearest(given.substring(dot + 1), Setting.perCache());
      throw unknown(property, new SettingName(cache, nearest).property());
    }
    Setting setting = found.get();
    if (!setting.isPerCache()) {
      throw new IllegalArgumentException(
          "Setting '%s' is for the whole manager, not for one cache; set '%s'"
              .formatted(property, setting.propertyName()));
    }
    int cacheLength = given.length() - setting.localName().length() - 1;
    if (cacheLength == 0) {
      throw unknown(property, new SettingName("<name>", setting).property());
    }
    return new SettingName(given.substring(0, cacheLength), setting);
  }

  private static IllegalArgumentException unknown(String property, String nearest) {
    return new IllegalArgumentException(
        "Unknown setting '%s'; the nearest known one is '%s'".formatted(property, nearest));
  }

  /** By Levenshtein's distance. */
  private static Setting nearest(String given, Collection<Setting> candidates) {
    return candidates.stream()
        .min(Comparator.comparingInt(setting -> distance(given, setting.localName())))
        .orElseThrow();
  }

  /**
   * Row by row; each row holds the distances of one beginning of {@code a} to those of {@code b}.
   */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j - 1], row[j]));
      }
    }
    return row[b.length()];
  }
}
