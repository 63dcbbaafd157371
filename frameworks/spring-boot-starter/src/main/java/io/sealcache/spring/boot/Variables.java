package io.sealcache.spring.boot;

import io.sealcache.internal.settings.EnvironmentVariables;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import javax.cache.CacheException;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** The environment's variables, which as properties have lost their dots and hyphens. */
final class Variables {
  private static final String PREFIX = "SEALCACHE_";

  private final Environment environment;

  Variables(Environment environment) {
    this.environment = environment;
  }

  /**
   * @throws CacheException if one names no setting
   */
  void check() {
    Set<String> unknown = new TreeSet<>();
    if (environment instanceof ConfigurableEnvironment configurable) {
      for (PropertySource<?> source : configurable.getPropertySources()) {
        if (source instanceof SystemEnvironmentPropertySource variables) {
          unknown.addAll(List.of(variables.getPropertyNames()));
        }
      }
    }
    unknown.removeIf(variable -> !upper(variable).startsWith(PREFIX) || isKnown(variable));
    if (!unknown.isEmpty()) {
      throw new CacheException(
          "Environment variables %s name no setting of all caches. Correct them; set those of one cache as properties"
              .formatted(unknown));
    }
  }

  private static boolean isKnown(String variable) {
    String name = upper(variable);
    return EnvironmentVariables.isOfService(name) || EnvironmentVariables.isOfSpring(name);
  }

  private static String upper(String name) {
    return name.toUpperCase(Locale.ROOT);
  }
}
