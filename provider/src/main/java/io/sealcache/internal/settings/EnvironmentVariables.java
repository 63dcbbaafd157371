package io.sealcache.internal.settings;

import io.sealcache.internal.text.LoggerName;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The environment's variables that are settings, of all caches: {@code SEALCACHE_...}. */
public final class EnvironmentVariables {
  static final String PREFIX = "SEALCACHE_";

  /** As Kubernetes sets them for a service whose name begins so. */
  private static final Pattern OF_SERVICE =
      Pattern.compile("SEALCACHE(_.*)?_(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT|PORT_\\d+_.*)");

  /** Of a list's value, as Spring Boot takes them. */
  private static final Pattern INDEX = Pattern.compile("_\\d+$");

  /** Spring Boot's starter alone has it; a list. */
  private static final String ALLOWED = "sealcache.allow-plaintext-caches";

  private static final String STARTER = "/io/sealcache/spring/boot/SealCacheSettings.class";

  private static final System.Logger LOGGER = LoggerName.PROVIDER.logger();

  private EnvironmentVariables() {}

  /** Whether Spring Boot takes it for a setting. */
  private static boolean isOfSpring(String variable) {
    String list = INDEX.matcher(variable).replaceFirst("");
    return isSpelling(list, ALLOWED)
        || Arrays.stream(Setting.values())
            .anyMatch(
                setting -> isSpelling(setting.isList() ? list : variable, setting.propertyName()));
  }

  // A hyphen is left out, or has become an underscore.
  private static boolean isSpelling(String variable, String property) {
    String name = property.toUpperCase(Locale.ROOT).replace('.', '_');
    return variable.equals(name.replace("-", "")) || variable.equals(name.replace('-', '_'));
  }

  /**
   * Looks for variables that name no setting, in capitals or not. One that only Spring Boot reads
   * so is taken by its starter; without the starter it is ignored, and logged.
   *
   * @throws IllegalArgumentException if there is another one
   */
  static void check(Map<String, String> environment) {
    Set<String> unknown = new TreeSet<>();
    Set<String> ofSpring = new TreeSet<>();
    Set<String> known = new HashSet<>();
    for (Setting setting : Setting.values()) {
      known.add(setting.environmentName());
    }
    for (String variable : environment.keySet()) {
      String name = variable.toUpperCase(Locale.ROOT);
      if (name.startsWith(PREFIX)
          && !known.contains(variable)
          && !OF_SERVICE.matcher(name).matches()) {
        (isOfSpring(name) ? ofSpring : unknown).add(variable);
      }
    }
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "Environment variables %s name no setting. The settings are %s; those of one cache can be given as properties only"
              .formatted(unknown, names()));
    }
    if (!ofSpring.isEmpty() && EnvironmentVariables.class.getResource(STARTER) == null) {
      LOGGER.log(
          System.Logger.Level.WARNING,
          "Ignored environment variables that are settings in Spring Boot only: {0}. The settings are {1}",
          ofSpring,
          names());
    }
  }

  private static String names() {
    return Arrays.stream(Setting.values())
        .map(Setting::environmentName)
        .collect(Collectors.joining(", "));
  }
}
