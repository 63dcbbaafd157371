package io.sealcache.internal.settings;

import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** In what two managers' settings differ: by names of properties, sorted, and never by values. */
public final class SettingDifferences {
  private static final Set<Setting> WITH_KEYS = Set.of(Setting.KEY_SOURCE, Setting.KEY_TABLE);

  private SettingDifferences() {}

  /**
   * The properties that are given here otherwise than to an open manager. Instances of one class
   * are taken for the same, except where they have the keys: code that makes one anew for each call
   * means no other.
   *
   * @param of the settings that matter
   * @throws IllegalArgumentException if the properties name no setting, or a value is wrong
   */
  public static Set<String> contradictions(Properties given, Settings open, Set<Setting> of) {
    Settings asked = new Settings(given, new Properties(), Map.of(), null);
    return named(
        asked,
        of,
        name ->
            (!asked.isDefault(name) || given.getProperty(name) != null)
                && !isSame(name, given(asked, name), given(open, name)));
  }

  private static boolean isSame(String name, @Nullable Object one, @Nullable Object other) {
    return Objects.equals(one, other)
        || (one != null
            && other != null
            && !(one instanceof String)
            && !WITH_KEYS.contains(Setting.of(name))
            && one.getClass() == other.getClass());
  }

  /**
   * The settings that are given here, otherwise than by default, and aren't there. A setting that
   * is there otherwise isn't missing, nor is {@code tenant} where {@code tenant-resolver} is.
   *
   * @param of the settings that matter
   */
  public static Set<String> missing(Settings here, Settings there, Set<Setting> of) {
    return named(
        here,
        of,
        name -> !here.isDefault(name) && there.isDefault(name) && !isInstead(there, name));
  }

  /** Whoever has a resolver has no need of a tenant, nor the other way round. */
  private static boolean isInstead(Settings settings, String name) {
    Setting setting = Setting.of(name);
    Setting other = setting == Setting.TENANT ? Setting.TENANT_RESOLVER : Setting.TENANT;
    String stem = name.substring(0, name.length() - setting.localName().length());
    return (setting == Setting.TENANT || setting == Setting.TENANT_RESOLVER)
        && settings.values().containsKey(stem + other.localName());
  }

  private static @Nullable Object given(Settings settings, String name) {
    SettingValue value = settings.values().get(name);
    return value == null ? null : value.given();
  }

  private static Set<String> named(Settings settings, Set<Setting> of, Predicate<String> differs) {
    return settings.values().keySet().stream()
        .filter(name -> of.contains(Setting.of(name)) && differs.test(name))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
