package io.sealcache.spring.boot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.cache.CacheException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;

/**
 * A setting that may be written with commas or by index. Spring's own binder of lists prints the
 * values where one is missing, and these are keys.
 */
final class ListSetting {
  private static final int PROBED = 100;

  private final Environment environment;
  private final ConfigurationPropertyName name;

  ListSetting(Environment environment, ConfigurationPropertyName name) {
    this.environment = environment;
    this.name = name;
  }

  /**
   * Of the first source that has any, as in Spring Boot.
   *
   * @throws CacheException without a value, if an index is missing
   */
  List<String> values() {
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      if (source.getConfigurationProperty(name) != null) {
        return split(value(name));
      }
      List<String> values = indexed(source);
      if (!values.isEmpty()) {
        return values;
      }
    }
    return List.of();
  }

  private List<String> indexed(ConfigurationPropertySource source) {
    List<String> values = new ArrayList<>();
    while (has(source, values.size())) {
      values.add(value(at(values.size())));
    }
    for (int later = values.size() + 1; later < PROBED; later++) {
      if (has(source, later)) {
        throw missing(values.size());
      }
    }
    if (source instanceof IterableConfigurationPropertySource iterable
        && iterable.stream()
            .filter(name::isParentOf)
            .anyMatch(child -> child.isLastElementIndexed() && !isAmong(child, values.size()))) {
      throw missing(values.size());
    }
    return values;
  }

  private boolean isAmong(ConfigurationPropertyName child, int count) {
    for (int i = 0; i < count; i++) {
      if (at(i).equals(child)) {
        return true;
      }
    }
    return false;
  }

  private CacheException missing(int index) {
    return new CacheException(
        "Setting '%s' has no [%d], but a later one. Number its values from 0 without a gap"
            .formatted(name, index));
  }

  private boolean has(ConfigurationPropertySource source, int index) {
    return source.getConfigurationProperty(at(index)) != null;
  }

  private ConfigurationPropertyName at(int index) {
    return name.append("[" + index + "]");
  }

  private String value(ConfigurationPropertyName of) {
    return Binder.get(environment).bind(of, Bindable.of(String.class)).orElse("");
  }

  private static List<String> split(String text) {
    return Arrays.stream(text.split(","))
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .toList();
  }
}
