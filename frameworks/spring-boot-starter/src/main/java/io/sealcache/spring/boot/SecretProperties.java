package io.sealcache.spring.boot;

import io.sealcache.internal.settings.Setting;
import io.sealcache.internal.text.PrintableUri;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;

/**
 * Keeps keys and passwords out of Actuator's endpoints, even where those show values: by the names
 * of settings, however written, and by the values, which a placeholder or a command line may show
 * under other names: also where a short one is in a text by chance. URIs are shown without what may
 * hold a password.
 */
final class SecretProperties implements SanitizingFunction {
  private static final Set<String> NAMES =
      Stream.of(Setting.values())
          .filter(setting -> Setting.isSecretProperty(setting.propertyName()))
          .map(setting -> letters(setting.localName()))
          .collect(Collectors.toUnmodifiableSet());

  private static final String CONFIG = letters(SealCacheDefaults.CONFIG);

  private final SealCacheSettings settings;

  SecretProperties(SealCacheSettings settings) {
    this.settings = settings;
  }

  @Override
  public SanitizableData apply(SanitizableData data) {
    String name = letters(data.getKey());
    boolean isOurs = name.startsWith("sealcache");
    if (isOurs && NAMES.stream().anyMatch(name::endsWith)) {
      return data.withSanitizedValue();
    }
    if (data.getValue() == null) {
      return data;
    }
    String value = data.getValue().toString();
    if (holdsSecret(value)) {
      return data.withSanitizedValue();
    }
    String shown = isOurs || name.equals(CONFIG) ? PrintableUri.of(value) : value;
    return shown.equals(value) ? data : data.withValue(shown);
  }

  // An index goes too.
  private static String letters(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
  }

  private boolean holdsSecret(String value) {
    return settings.secrets().stream().anyMatch(value::contains);
  }
}
