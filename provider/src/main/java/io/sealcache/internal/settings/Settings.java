package io.sealcache.internal.settings;

import io.sealcache.codec.Codec;
import io.sealcache.core.Compression;
import io.sealcache.core.NonceMode;
import io.sealcache.core.Padding;
import io.sealcache.encryption.AuditNames;
import io.sealcache.encryption.OnUnreadable;
import io.sealcache.keys.KeySource;
import io.sealcache.keys.RefreshTimes;
import io.sealcache.keys.TenantResolver;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of all settings of one cache manager. In order of precedence they come from the
 * manager's properties, the system properties, the environment, a properties file and the defaults.
 * A cache's own setting, from whatever source, beats the one for all caches, and what its
 * configuration says beats both. Immutable.
 */
public final class Settings {
  private final Map<SettingName, SettingValue> values;

  public Settings(
      Properties manager,
      Properties system,
      Map<String, String> environment,
      @Nullable Properties file) {
    var merged = new HashMap<SettingName, SettingValue>();
    addDefaults(merged);
    if (file != null) {
      addProperties(merged, "file", file);
    }
    addEnvironment(merged, environment);
    addProperties(merged, "system", system);
    addProperties(merged, "manager", manager);
    for (SettingValue value : merged.values()) {
      value.check();
    }
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

  private Settings(Map<SettingName, SettingValue> values) {
    this.values = values;
  }

  /** The same without keys and passwords, for what is kept longer than they are. */
  public Settings withoutSecrets() {
    Map<SettingName, SettingValue> others = new HashMap<>(values);
    others.keySet().removeIf(name -> name.setting().isSecret());
    return new Settings(Map.copyOf(others));
  }

  /** The value of a setting for the whole manager; null if there is none. */
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
    for (Map.Entry<SettingName, SettingValue> each : values.entrySet()) {
      SettingName name = each.getKey();
      SettingValue value = each.getValue();
      if (!value.given().equals(name.setting().defaultText()) || name.cache() != null) {
        shown.put(name.property(), value.shown());
      }
    }
    return shown;
  }

  /** Where each of {@link #shown()} comes from: manager, system, environment or file. */
  public SortedMap<String, String> sources() {
    SortedMap<String, String> sources = new TreeMap<>();
    values.forEach((name, value) -> sources.put(name.property(), value.source()));
    sources.keySet().retainAll(shown().keySet());
    return sources;
  }

  /** Whether the whole manager has a value for it that is not blank. */
  public boolean isGiven(Setting setting) {
    SettingValue value = value(setting);
    return value != null && value.isGiven();
  }

  /** The application's key source, or the name of its class; null if it has none. */
  public @Nullable Object keySource() {
    SettingValue value = value(Setting.KEY_SOURCE);
    return value == null ? null : value.choice(KeySource.class);
  }

  /** The key table: a directory's name, or the application's database; null if there is none. */
  public @Nullable Object keyTable() {
    SettingValue value = value(Setting.KEY_TABLE);
    return value == null ? null : value.choice(DataSource.class);
  }

  /** For how long keys may be used that were removed from the key table. */
  public Duration keyTableMaxAge() {
    return require(value(Setting.KEY_TABLE_MAX_AGE)).time();
  }

  /**
   * When the key that wraps others is asked again, and how long keys stay in use without.
   *
   * @throws IllegalArgumentException if the grace is not longer
   */
  public RefreshTimes kmsTimes() {
    Duration refresh = require(value(Setting.KMS_REFRESH)).time();
    Duration grace = require(value(Setting.KMS_GRACE)).time();
    if (grace.compareTo(refresh) <= 0) {
      throw new IllegalArgumentException(
          "Setting '%s' is %s; it must be longer than '%s', %s"
              .formatted(
                  Setting.KMS_GRACE.propertyName(),
                  grace,
                  Setting.KMS_REFRESH.propertyName(),
                  refresh));
    }
    return new RefreshTimes(refresh, grace);
  }

  /** For how many tenants each cache keeps what it derived. */
  public int tenantsInMemory() {
    return require(value(Setting.TENANTS_IN_MEMORY)).count(SettingValue.MAX_IN_MEMORY);
  }

  /** How auditors are told of those who have keys of their own. */
  public AuditNames auditNames() {
    return require(value(Setting.AUDIT_NAMES)).option(AuditNames.class);
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
    SettingValue resolver = find.apply(Setting.TENANT_RESOLVER);
    refuseBoth(tenant, resolver);
    SettingValue filter = find.apply(Setting.JAVA_FILTER);
    SettingValue maxAge = find.apply(Setting.MAX_AGE);
    return new CacheSettings(
        tenant == null ? null : tenant.notBlank(),
        resolver == null ? null : resolver.choice(TenantResolver.class),
        require(find.apply(Setting.CODEC)).choice(Codec.class),
        require(find.apply(Setting.KEY_CODEC)).choice(Codec.class),
        filter == null ? null : filter.filter(),
        require(find.apply(Setting.COMPRESSION)).option(Compression.class),
        require(find.apply(Setting.PADDING)).option(Padding.class),
        require(find.apply(Setting.MAX_VALUE_SIZE)).size(),
        maxAge == null ? null : maxAge.maxAge(),
        require(find.apply(Setting.ON_UNREADABLE)).option(OnUnreadable.class),
        require(find.apply(Setting.CONTENTION_TIMEOUT)).time(),
        require(find.apply(Setting.NONCE)).option(NonceMode.class));
  }

  // Whichever won would give away entries that the other was to keep apart.
  private static void refuseBoth(@Nullable SettingValue fixed, @Nullable SettingValue resolver) {
    if (fixed != null && resolver != null) {
      throw new IllegalArgumentException(
          "Settings %s and %s are both given, but a cache has one tenant or asks for it at each operation: take one out, or set them for single caches"
              .formatted(fixed.place(), resolver.place()));
    }
  }

  /** Of all that has a value, the defaults too. */
  Set<SettingName> names() {
    return values.keySet();
  }

  /** As it was given, which may be a secret; null if nothing was. */
  @Nullable Object given(SettingName name) {
    SettingValue value = values.get(name);
    return value == null ? null : value.given();
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
    SettingValue ofCache = values.get(new SettingName(cacheName, setting));
    return ofCache == null ? value(setting) : ofCache;
  }

  private @Nullable SettingValue value(Setting setting) {
    return values.get(new SettingName(null, setting));
  }

  private static SettingValue require(@Nullable SettingValue hasDefault) {
    return Objects.requireNonNull(hasDefault);
  }

  private static boolean isOurs(Object property) {
    return property instanceof String name && name.startsWith(Setting.PREFIX);
  }

  private static void addDefaults(Map<SettingName, SettingValue> merged) {
    for (Setting setting : Setting.values()) {
      String text = setting.defaultText();
      if (text != null) {
        add(merged, new SettingName(null, setting), setting.propertyName(), "default", text);
      }
    }
  }

  private static void addProperties(
      Map<SettingName, SettingValue> merged, String source, Properties properties) {
    for (Map.Entry<Object, Object> property : flatten(properties).entrySet()) {
      if (isOurs(property.getKey())) {
        String name = (String) property.getKey();
        add(merged, SettingName.parse(name), name, source, property.getValue());
      }
    }
  }

  private static void addEnvironment(
      Map<SettingName, SettingValue> merged, Map<String, String> environment) {
    EnvironmentVariables.check(environment);
    for (Setting setting : Setting.values()) {
      String text = environment.get(setting.environmentName());
      if (text != null) {
        add(merged, new SettingName(null, setting), setting.environmentName(), "environment", text);
      }
    }
  }

  private static void add(
      Map<SettingName, SettingValue> merged,
      SettingName name,
      String place,
      String source,
      Object value) {
    merged.put(name, new SettingValue("'" + place + "'", source, name.setting(), value));
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
