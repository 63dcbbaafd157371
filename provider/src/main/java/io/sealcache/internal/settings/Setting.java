package io.sealcache.internal.settings;

import io.sealcache.codec.Codec;
import io.sealcache.keys.TenantResolver;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.cache.configuration.Factory;
import org.jspecify.annotations.Nullable;

/**
 * Every setting: its name and its default; from {@link #TENANT} on those that one cache may have.
 * Its meaning is said in docs/settings.md alone.
 */
public enum Setting {
  STORE_PROVIDER("store.provider", null),
  STORE_URI("store.uri", null),
  MASTER_KEY("master-key", null),
  PREVIOUS_MASTER_KEYS("previous-master-keys", null),
  INDEX_KEY("index-key", null),
  KEYRING("keyring", null),
  KEYSTORE("keystore", null),
  KEYSTORE_PASSWORD("keystore.password", null),
  KMS("kms", null),
  KMS_REFRESH("kms.refresh", "5m"),
  KMS_GRACE("kms.grace", "1h"),
  KEY_TABLE("key-table", null),
  KEY_TABLE_MAX_AGE("key-table.max-age", "1m"),
  KEY_SOURCE("key-source", null),
  CONTEXT("context", ""),
  TENANTS_IN_MEMORY("tenants-in-memory", "1024"),
  AUDIT_NAMES("audit.names", "hashed"),
  CONFIG("config", null),
  TENANT("tenant", null),
  TENANT_RESOLVER("tenant-resolver", null),
  CODEC("codec", "standard"),
  KEY_CODEC("key-codec", "standard"),
  JAVA_FILTER("java-filter", null),
  COMPRESSION("compression", "none"),
  PADDING("padding", "none"),
  MAX_VALUE_SIZE("max-value-size", "128MiB"),
  MAX_AGE("max-age", null),
  ON_UNREADABLE("on-unreadable", "miss"),
  CONTENTION_TIMEOUT("contention-timeout", "10s"),
  NONCE("nonce", "counter");

  /** Starts the name of every setting, wherever it is set but in the environment. */
  static final String PREFIX = "sealcache.";

  private static final String CACHE_PREFIX = PREFIX + "cache.";

  private final String localName;
  private final @Nullable String defaultText;

  Setting(String localName, @Nullable String defaultText) {
    this.localName = localName;
    this.defaultText = defaultText;
  }

  /** The name without a prefix, for example {@code max-age}. */
  public String localName() {
    return localName;
  }

  /** The name for all caches, for example {@code sealcache.max-age}. */
  public String propertyName() {
    return PREFIX + localName;
  }

  /** The name for one cache, for example {@code sealcache.cache.orders.max-age}. */
  String propertyName(String cache) {
    return CACHE_PREFIX + cache + '.' + localName;
  }

  /**
   * The setting of a property whose name starts with {@code sealcache.}. Cache names have dots, so
   * the longest setting that ends the name is meant.
   *
   * @throws IllegalArgumentException if the name is unknown (the message says all that are known),
   *     or gives a single cache what is for the whole manager
   */
  static Setting of(String property) {
    if (property.startsWith(CACHE_PREFIX)) {
      return ofCache(property, property.substring(CACHE_PREFIX.length()));
    }
    for (Setting setting : values()) {
      if (setting.propertyName().equals(property)) {
        return setting;
      }
    }
    throw unknown(property, Stream.of(values()).map(Setting::propertyName));
  }

  private static Setting ofCache(String property, String given) {
    Setting setting = ending(given).orElse(null);
    if (setting == null || given.length() == setting.localName.length() + 1) {
      throw unknown(
          property,
          Stream.of(values()).filter(Setting::isPerCache).map(each -> each.propertyName("<name>")));
    }
    if (!setting.isPerCache()) {
      throw new IllegalArgumentException(
          "Setting '%s' is for the whole manager, not for one cache; set '%s'"
              .formatted(property, setting));
    }
    return setting;
  }

  private static IllegalArgumentException unknown(String property, Stream<String> known) {
    return new IllegalArgumentException(
        "Unknown setting '%s'; there are %s"
            .formatted(property, known.collect(Collectors.joining(", "))));
  }

  /** The name in the environment, for example {@code SEALCACHE_MAX_AGE}. */
  String environmentName() {
    String name = localName.replace('.', '_').replace('-', '_');
    return EnvironmentVariables.PREFIX + name.toUpperCase(Locale.ROOT);
  }

  /** The value that holds where nothing is set; null if then there is none. */
  @Nullable String defaultText() {
    return defaultText;
  }

  /** As {@link #propertyName()}: how messages name it. */
  @Override
  public String toString() {
    return propertyName();
  }

  /** Whether it has several values, separated by commas. */
  public boolean isList() {
    return this == PREVIOUS_MASTER_KEYS;
  }

  /** Whether one cache may have a value of its own. */
  boolean isPerCache() {
    return compareTo(TENANT) >= 0;
  }

  /** Whether the value must not be shown. */
  boolean isSecret() {
    return this == MASTER_KEY
        || this == PREVIOUS_MASTER_KEYS
        || this == INDEX_KEY
        || this == KEYSTORE_PASSWORD;
  }

  /** Whether a property, for all caches or for one, holds a value that must not be shown. */
  public static boolean isSecretProperty(Object name) {
    return name instanceof String text
        && text.startsWith(PREFIX)
        && Stream.of(values())
            .anyMatch(setting -> setting.isSecret() && text.endsWith(setting.localName));
  }

  /**
   * The object that a factory of EncryptedConfiguration makes for this setting.
   *
   * @throws IllegalArgumentException if it is of another type
   */
  public Object make(Factory<?> factory) {
    Class<?> type = this == TENANT_RESOLVER ? TenantResolver.class : Codec.class;
    Object made = factory.create();
    if (type.isInstance(made)) {
      return made;
    }
    throw new IllegalArgumentException(
        "The factory for setting '%s' of EncryptedConfiguration made no %s"
            .formatted(localName, type.getName()));
  }

  /** The setting that ends a name such as {@code orders.eu.max-age}; the longest if several do. */
  static Optional<Setting> ending(String name) {
    return Stream.of(values())
        .filter(setting -> name.endsWith("." + setting.localName))
        .max(Comparator.comparingInt(setting -> setting.localName.length()));
  }
}
