package io.sealcache.spring.boot;

import io.sealcache.internal.settings.Setting;
import io.sealcache.internal.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * The settings that Spring's environment has under {@code sealcache}, written in whatever way
 * Spring Boot allows, as a cache manager of SealCache's takes them. The values are read anew by
 * each call, and kept nowhere.
 */
public final class SealCacheSettings {
  /** Names of beans that may cache in clear. */
  static final String ALLOWED = "sealcache.allow-plaintext-caches";

  private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("sealcache");
  private static final ConfigurationPropertyName OF_CACHES = ROOT.append("cache");
  private static final ConfigurationPropertyName ALLOWED_NAME =
      ConfigurationPropertyName.of(ALLOWED);

  private final Environment environment;
  private final @Nullable SettingBeans beans;

  SealCacheSettings(Environment environment) {
    this(environment, null);
  }

  /**
   * @param beans null: what is written alone
   */
  SealCacheSettings(Environment environment, @Nullable SettingBeans beans) {
    this.environment = environment;
    this.beans = beans;
  }

  /**
   * For {@code getCacheManager} of SealCache's provider, with your {@code KeySource} and {@code
   * TenantResolver} beans. A name that is no setting is among them too, for the provider to refuse.
   *
   * @throws CacheException if a value of a list is missing, or the key table is to be in a bean
   *     that isn't there
   */
  public Properties properties() {
    var properties = new Properties();
    addTo(properties);
    return properties;
  }

  /** Adds them: what is written wins over what is there, and that over beans. */
  void addTo(Properties properties) {
    Binder binder = Binder.get(environment);
    for (Setting setting : Setting.values()) {
      value(binder, setting)
          .ifPresent(value -> properties.setProperty(setting.propertyName(), value));
    }
    for (ConfigurationPropertyName name : written()) {
      if (Stream.of(Setting.values()).noneMatch(setting -> isOf(name, setting))) {
        properties.setProperty(
            OF_CACHES.isAncestorOf(name) ? ofCache(name) : name.toString(),
            binder.bind(name, Bindable.of(String.class)).orElse(""));
      }
    }
    if (beans != null) {
      beans.addTo(properties);
    }
  }

  /** Names of settings that are of one cache, and of none of these. */
  Set<String> ofOtherCaches(Set<String> caches) {
    return written().stream()
        .filter(OF_CACHES::isAncestorOf)
        .map(SealCacheSettings::ofCache)
        .filter(
            name ->
                caches.stream().noneMatch(each -> name.startsWith(OF_CACHES + "." + each + ".")))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * With those of all other sources that the provider reads.
   *
   * @throws CacheException if one is wrong
   */
  static Settings read(Properties properties, ClassLoader loader) {
    try {
      return Settings.read(properties, loader);
    } catch (IllegalArgumentException e) {
      throw new CacheException(e.getMessage(), e);
    }
  }

  /** Names of beans that may cache in clear. */
  List<String> allowed() {
    return Binder.get(environment).bind(ALLOWED, Bindable.listOf(String.class)).orElseGet(List::of);
  }

  /** The values that nobody may see. */
  List<String> secrets() {
    Binder binder = Binder.get(environment);
    List<String> secrets = new ArrayList<>();
    for (Setting setting : Setting.values()) {
      if (Setting.isSecretProperty(setting.propertyName())) {
        String value = value(binder, setting).orElse("");
        secrets.add(value);
        if (setting.isList()) {
          secrets.addAll(List.of(value.split(",")));
        }
      }
    }
    secrets.removeIf(String::isBlank);
    return secrets;
  }

  private Optional<String> value(Binder binder, Setting setting) {
    String name = setting.propertyName();
    if (!setting.isList()) {
      return Optional.ofNullable(binder.bind(name, Bindable.of(String.class)).orElse(null));
    }
    try {
      List<String> values = new ArrayList<>();
      binder.bind(name, Bindable.listOf(String.class)).ifBound(values::addAll);
      values.removeIf(String::isBlank);
      return values.isEmpty() ? Optional.empty() : Optional.of(String.join(",", values));
    } catch (BindException e) {
      if (e.getCause() instanceof UnboundConfigurationPropertiesException) { // shows the values
        throw new CacheException(
            "Setting '%s' has a gap. Number its values from 0 without one".formatted(name));
      }
      throw e;
    }
  }

  // Not the environment's variables, whose dots and hyphens are lost.
  private List<ConfigurationPropertyName> written() {
    List<ConfigurationPropertyName> names = new ArrayList<>();
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      if (source instanceof IterableConfigurationPropertySource iterable
          && !(source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource)) {
        iterable.stream()
            .filter(ROOT::isAncestorOf)
            .filter(name -> !ALLOWED_NAME.equals(name) && !ALLOWED_NAME.isAncestorOf(name))
            .forEach(names::add);
      }
    }
    return names;
  }

  private static boolean isOf(ConfigurationPropertyName name, Setting setting) {
    ConfigurationPropertyName known = ConfigurationPropertyName.of(setting.propertyName());
    return known.equals(name)
        || (setting.isList() && known.isParentOf(name) && name.isLastElementIndexed());
  }

  /** With the setting's name as SealCache spells it, and the cache's as it was written. */
  private static String ofCache(ConfigurationPropertyName name) {
    for (int length = 2; length > 0; length--) {
      int end = name.getNumberOfElements() - length;
      for (Setting setting : Setting.values()) {
        if (end > OF_CACHES.getNumberOfElements()
            && uniform(name.subName(end)).equals(uniform(of(setting)))) {
          return OF_CACHES + "." + original(name, end) + "." + setting.localName();
        }
      }
    }
    return OF_CACHES + "." + original(name, name.getNumberOfElements());
  }

  private static ConfigurationPropertyName of(Setting setting) {
    return ConfigurationPropertyName.of(setting.localName());
  }

  private static String uniform(ConfigurationPropertyName name) {
    var text = new StringBuilder();
    for (int i = 0; i < name.getNumberOfElements(); i++) {
      text.append(name.getElement(i, Form.UNIFORM)).append('.');
    }
    return text.toString();
  }

  private static String original(ConfigurationPropertyName name, int end) {
    List<String> elements = new ArrayList<>();
    for (int i = OF_CACHES.getNumberOfElements(); i < end; i++) {
      elements.add(name.getElement(i, Form.ORIGINAL));
    }
    return String.join(".", elements);
  }

  @Override
  public String toString() {
    return "SealCacheSettings";
  }
}
