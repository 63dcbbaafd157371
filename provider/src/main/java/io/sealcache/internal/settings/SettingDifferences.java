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
  private SettingDifferences() {}

  /**
   * The properties that differ from those of an open manager, and aren't the default. Instances of
   * one class are taken for the same: code that makes one anew for each call means no other.
   *
   * @param of the settings that matter
   * @throws IllegalArgumentException if the properties name no setting, or a value is wrong
   */
  public static Set<String> contradictions(Properties given, Settings open, Set<Setting> of) {
    Settings asked = asked(given);
    return named(
        asked.names(),
        name ->
            of.contains(name.setting())
                && !isDefault(asked, name)
                && !isSame(asked.given(name), open.given(name)));
  }

  /** As above, of all settings, and those too where the default is asked for. */
  public static Set<String> ignored(Properties given, Settings open) {
    Settings asked = asked(given);
    return named(
        asked.names(),
        name ->
            (!isDefault(asked, name) || given.getProperty(name.property()) != null)
                && !isSame(asked.given(name), open.given(name)));
  }

  private static Settings asked(Properties given) {
    return new Settings(given, new Properties(), Map.of(), null);
  }

  private static boolean isSame(@Nullable Object one, @Nullable Object other) {
    return Objects.equals(one, other)
        || (one != null
            && other != null
            && !(one instanceof String)
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
        here.names(),
        name ->
            of.contains(name.setting())
                && !isDefault(here, name)
                && isDefault(there, name)
                && !isInstead(there, name));
  }

  private static boolean isDefault(Settings settings, SettingName name) {
    Object given = settings.given(name);
    return given == null || (name.cache() == null && given.equals(name.setting().defaultText()));
  }

  /** Whoever has a resolver has no need of a tenant, nor the other way round. */
  private static boolean isInstead(Settings settings, SettingName name) {
    Setting other = name.setting() == Setting.TENANT ? Setting.TENANT_RESOLVER : Setting.TENANT;
    return (name.setting() == Setting.TENANT || name.setting() == Setting.TENANT_RESOLVER)
        && settings.given(new SettingName(name.cache(), other)) != null;
  }

  private static Set<String> named(Set<SettingName> names, Predicate<SettingName> differs) {
    return names.stream()
        .filter(differs)
        .map(SettingName::property)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
