package io.sealcache.internal.settings;

import static java.util.Objects.requireNonNull;

import io.sealcache.core.Compression;
import io.sealcache.core.NonceMode;
import io.sealcache.core.Padding;
import io.sealcache.encryption.OnUnreadable;
import io.sealcache.keys.RefreshTimes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of all settings of one cache manager. In order of precedence they come from the
 * manager's properties, the system properties, the environment, a properties file and the defaults.
 * A cache's own setting, from whatever source, beats the one for all caches, and what its
 * configuration says beats both. Immutable.
 */
public final class Settings {
  private final Map<String, SettingValue> values; // by the names of properties

  public Settings(
      Properties manager,
      Properties system,
      Map<String, String> environment,
      @Nullable Properties file) {
    var merged = new HashMap<String, SettingValue>();
    if (file != null) {
      addProperties(merged, "file", file);
    }
    addEnvironment(merged, environment);
    addProperties(merged, "system", system);
    addProperties(merged, "manager", manager);
    for (SettingValue value : merged.values()) {
      Object unused = value.value(); // or it is wrong
    }
    addDefaults(merged);
    values = Map.copyOf(merged);
  }

  /**
   * Reads every source once.
   *
   * @param loader the manager's, which finds {@code sealcache.properties}
   * @throws IllegalArgumentException if a setting is unknown or wrong, or the file cannot be read;
   *     the message says which, what is allowed, and no secret
   */
  public static Settings read(@Nullable Properties managerProperties, ClassLoader loader) {
    Properties manager = managerProperties == null ? new Properties() : managerProperties;
    Properties system = System.getProperties();
    Map<String, String> environment = System.getenv();
    return new Settings(
        manager, system, environment, SettingsFile.find(manager, system, environment, loader));
  }

  private Settings(Map<String, SettingValue> values) {
    this.values = values;
  }

  /** The same without keys and passwords, for what is kept longer than they are. */
  public Settings withoutSecrets() {
    Map<String, SettingValue> others = new HashMap<>(values);
    others.values().removeIf(value -> value.setting().isSecret());
    return new Settings(Map.copyOf(others));
  }

  /** The value of a setting for the whole manager; null if there is none. */
  public @Nullable Object find(Setting setting) {
    SettingValue value = value(setting);
    return value == null ? null : value.value();
  }

  /** The same, of a setting that has a default. */
  public <T> T get(Setting setting, Class<T> type) {
    return type.cast(requireNonNull(find(setting)));
  }

  /** The same, as text; null if there is none. */
  public @Nullable String text(Setting setting) {
    SettingValue value = value(setting);
    return value == null ? null : value.text();
  }

  /** The whole manager's value of a setting, as a log may show it; empty if there is none. */
  public String shown(Setting setting) {
    SettingValue value = value(setting);
    return value == null ? "" : value.shown();
  }

  /** Settings that differ from their defaults, by the names of properties, as a log may show. */
  public SortedMap<String, String> shown() {
    SortedMap<String, String> shown = new TreeMap<>();
    for (Map.Entry<String, SettingValue> each : values.entrySet()) {
      if (!isDefault(each.getKey())) {
        shown.put(each.getKey(), each.getValue().shown());
      }
    }
    return shown;
  }

  /** Where each of {@link #shown()} comes from: manager, system, environment or file. */
  public SortedMap<String, String> sources() {
    SortedMap<String, String> sources = new TreeMap<>();
    values.forEach((property, value) -> sources.put(property, value.source()));
    sources.keySet().retainAll(shown().keySet());
    return sources;
  }

  /** Whether the whole manager has a value for it that is not blank. */
  public boolean isGiven(Setting setting) {
    SettingValue value = value(setting);
    return value != null && value.isGiven();
  }

  /**
   * When the key that wraps others is asked again, and how long keys stay in use without.
   *
   * @throws IllegalArgumentException if one is too long, or the grace not longer
   */
  public RefreshTimes kmsTimes() {
    try {
      return new RefreshTimes(
          get(Setting.KMS_REFRESH, Duration.class), get(Setting.KMS_GRACE, Duration.class));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Settings '%s' and '%s': %s"
              .formatted(Setting.KMS_REFRESH, Setting.KMS_GRACE, e.getMessage()),
          e);
    }
  }

  /**
   * The settings of one cache.
   *
   * @param own what the cache's configuration says itself; gives null for what it doesn't
   * @throws IllegalArgumentException if a setting is wrong
   */
  public CacheSettings forCache(String cacheName, Function<Setting, @Nullable SettingValue> own) {
    Function<Setting, @Nullable SettingValue> find =
        setting -> {
          SettingValue configured = own.apply(setting);
          return configured == null ? find(cacheName, setting) : configured;
        };
    SettingValue tenant = find.apply(Setting.TENANT);
    SettingValue resolver = find.apply(Setting.TENANT_RESOLVER); // once, as a factory makes one
    refuseBoth(tenant, resolver);
    Function<Setting, @Nullable Object> read =
        setting -> {
          SettingValue value = find.apply(setting);
          return value == null ? null : value.value();
        };
    return new CacheSettings(
        tenant == null ? null : (String) tenant.value(),
        resolver == null ? null : resolver.value(),
        requireNonNull(read.apply(Setting.CODEC)),
        requireNonNull(read.apply(Setting.KEY_CODEC)),
        (String) read.apply(Setting.JAVA_FILTER),
        (Compression) requireNonNull(read.apply(Setting.COMPRESSION)),
        (Padding) requireNonNull(read.apply(Setting.PADDING)),
        (Long) requireNonNull(read.apply(Setting.MAX_VALUE_SIZE)),
        (Duration) read.apply(Setting.MAX_AGE),
        (OnUnreadable) requireNonNull(read.apply(Setting.ON_UNREADABLE)),
        (Duration) requireNonNull(read.apply(Setting.CONTENTION_TIMEOUT)),
        (NonceMode) requireNonNull(read.apply(Setting.NONCE)));
  }

  // Whichever won would give away entries that the other was to keep apart.
  private static void refuseBoth(@Nullable SettingValue fixed, @Nullable SettingValue resolver) {
    if (fixed != null && resolver != null) {
      throw new IllegalArgumentException(
          "Settings %s and %s are both given, but a cache has one tenant or asks for it at each operation: take one out, or set them for single caches"
              .formatted(fixed.place(), resolver.place()));
    }
  }

  /** By the names of properties, the defaults too; what is given may be a secret. */
  Map<String, SettingValue> values() {
    return values;
  }

  /** Whether a property of ours says nothing but the default, or isn't there. */
  boolean isDefault(String property) {
    SettingValue value = values.get(property);
    return value == null
        || (property.equals(value.setting().propertyName())
            && value.given().equals(value.setting().defaultText()));
  }

  /**
   * The properties of a manager, for those who ask it: all except keys and passwords, objects
   * included, defaults resolved.
   *
   * @return new properties
   */
  public static Properties withoutSecrets(@Nullable Properties managerProperties) {
    var shown = new Properties();
    shown.putAll(flatten(managerProperties == null ? shown : managerProperties));
    shown.keySet().removeIf(Setting::isSecretProperty);
    return shown;
  }

  /**
   * The store's properties: all except ours, objects included, defaults resolved.
   *
   * @return new properties; null for null
   */
  public static @Nullable Properties forStore(@Nullable Properties managerProperties) {
    if (managerProperties == null) {
      return null;
    }
    var theirs = new Properties();
    for (Map.Entry<Object, Object> property : flatten(managerProperties).entrySet()) {
      if (!isOurs(property.getKey())) {
        theirs.put(property.getKey(), property.getValue());
      }
    }
    return theirs;
  }

  private @Nullable SettingValue find(String cacheName, Setting setting) {
    SettingValue ofCache = values.get(setting.propertyName(cacheName));
    return ofCache == null ? value(setting) : ofCache;
  }

  private @Nullable SettingValue value(Setting setting) {
    return values.get(setting.propertyName());
  }

  private static boolean isOurs(Object property) {
    return property instanceof String name && name.startsWith(Setting.PREFIX);
  }

  private static void addDefaults(Map<String, SettingValue> merged) {
    for (Setting setting : Setting.values()) {
      String text = setting.defaultText();
      if (text != null && !merged.containsKey(setting.propertyName())) {
        add(merged, setting.propertyName(), setting.propertyName(), "default", setting, text);
      }
    }
  }

  private static void addProperties(
      Map<String, SettingValue> merged, String source, Properties properties) {
    for (Map.Entry<Object, Object> property : flatten(properties).entrySet()) {
      if (isOurs(property.getKey())) {
        String name = (String) property.getKey();
        add(merged, name, name, source, Setting.of(name), property.getValue());
      }
    }
  }

  private static void addEnvironment(
      Map<String, SettingValue> merged, Map<String, String> environment) {
    EnvironmentVariables.check(environment);
    for (Setting setting : Setting.values()) {
      String name = setting.environmentName();
      String text = environment.get(name);
      if (text != null) {
        add(merged, setting.propertyName(), name, "environment", setting, text);
      }
    }
  }

  private static void add(
      Map<String, SettingValue> merged,
      String property,
      String place,
      String source,
      Setting setting,
      Object value) {
    merged.put(property, new SettingValue("'" + place + "'", source, setting, value));
  }

  /** Defaults of properties are no entries of theirs, and values that are no strings no names. */
  private static Map<Object, Object> flatten(Properties properties) {
    var all = new HashMap<Object, Object>();
    for (String name : properties.stringPropertyNames()) {
      all.put(name, properties.getProperty(name));
    }
    all.putAll(properties);
    return all;
  }
}
