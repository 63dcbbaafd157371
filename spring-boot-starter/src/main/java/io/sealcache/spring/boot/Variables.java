package io.sealcache.spring.boot;

import io.sealcache.internal.settings.EnvironmentVariables;
import io.sealcache.internal.settings.Setting;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.cache.CacheException;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** The environment's variables, which as properties have lost their dots and hyphens. */
final class Variables {
  private static final String PREFIX = "SEALCACHE_";
  private static final Pattern INDEX = Pattern.compile("_\\d+$");

  private final Environment environment;

  Variables(Environment environment) {
    this.environment = environment;
  }

  /**
   * @param lists settings whose values may be set one by one
   * @throws CacheException if one names no setting
   */
  void check(Set<Setting> lists) {
    Set<String> unknown = new TreeSet<>();
    if (environment instanceof ConfigurableEnvironment configurable) {
      for (PropertySource<?> source : configurable.getPropertySources()) {
        if (source instanceof SystemEnvironmentPropertySource variables) {
          unknown.addAll(List.of(variables.getPropertyNames()));
        }
      }
    }
    unknown.removeIf(variable -> !upper(variable).startsWith(PREFIX) || isKnown(variable, lists));
    if (!unknown.isEmpty()) {
      throw new CacheException(
          "Environment variables %s name no setting of all caches. Correct them; set those of one cache as properties"
              .formatted(unknown));
    }
  }

  private static boolean isKnown(String variable, Set<Setting> lists) {
    String name = upper(variable);
    String list = INDEX.matcher(name).replaceFirst("");
    if (EnvironmentVariables.isOfService(name) || isOf(list, SealCacheSettings.ALLOWED)) {
      return true;
    }
    for (Setting setting : Setting.values()) {
      if (isOf(lists.contains(setting) ? list : name, setting.propertyName())) {
        return true;
      }
    }
    return false;
  }

  // Spring Boot takes a hyphen left out, and one that became an underscore.
  private static boolean isOf(String variable, String property) {
    String name = upper(property).replace('.', '_');
    return variable.equals(name.replace("-", "")) || variable.equals(name.replace('-', '_'));
  }

  private static String upper(String name) {
    return name.toUpperCase(Locale.ROOT);
  }
}
