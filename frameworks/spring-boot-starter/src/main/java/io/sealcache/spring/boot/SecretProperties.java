package io.sealcache.spring.boot;

import io.sealcache.internal.settings.Setting;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;

/**
 * Keeps keys and passwords out of Actuator's endpoints, even where those show values: by the names
 * of settings, however written, and by the values, which a placeholder or a command line may show
 * under other names: also where a short one is in a text by chance.
 */
final class SecretProperties implements SanitizingFunction {
  private static final Set<String> NAMES =
      Stream.of(Setting.values())
          .filter(setting -> Setting.isSecretProperty(setting.propertyName()))
          .map(setting -> letters(setting.localName()))
          .collect(Collectors.toUnmodifiableSet());

  private final SealCacheSettings settings;

  SecretProperties(SealCacheSettings settings) {
    this.settings = settings;
  }

  @Override
  public SanitizableData apply(SanitizableData data) {
    Object value = data.getValue();
    return isNamed(data.getKey()) || (value != null && holdsSecret(value.toString()))
        ? data.withSanitizedValue()
        : data;
  }

  private static boolean isNamed(String key) {
    String name = letters(key);
    return name.startsWith("sealcache") && NAMES.stream().anyMatch(name::endsWith);
  }

  // An index goes too.
  private static String letters(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
  }

  private boolean holdsSecret(String value) {
    return settings.secrets().stream().anyMatch(value::contains);
  }
}
