package io.sealcache.internal.settings;

import io.sealcache.codec.Codec;
import io.sealcache.keys.TenantResolver;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.cache.configuration.Factory;
import org.jspecify.annotations.Nullable;

/**
 * Every setting: its name, its default and where it may be set. What it means is said in
 * docs/settings.md alone.
 */
public enum Setting {
  STORE_PROVIDER("store.provider", Kind.MANAGER, null),
  STORE_URI("store.uri", Kind.MANAGER, null),
  MASTER_KEY("master-key", Kind.SECRET, null),
  PREVIOUS_MASTER_KEYS("previous-master-keys", Kind.SECRET, null),
  INDEX_KEY("index-key", Kind.SECRET, null),
  KEYRING("keyring", Kind.MANAGER, null),
  KEYSTORE("keystore", Kind.MANAGER, null),
  KEYSTORE_PASSWORD("keystore.password", Kind.SECRET, null),
  KMS("kms", Kind.MANAGER, null),
  KMS_REFRESH("kms.refresh", Kind.MANAGER, "5m"),
  KMS_GRACE("kms.grace", Kind.MANAGER, "1h"),
  KEY_TABLE("key-table", Kind.MANAGER, null),
  KEY_TABLE_MAX_AGE("key-table.max-age", Kind.MANAGER, "1m"),
  KEY_SOURCE("key-source", Kind.MANAGER, null),
  CONTEXT("context", Kind.MANAGER, ""),
  TENANTS_IN_MEMORY("tenants-in-memory", Kind.MANAGER, "1024"),
  AUDIT_NAMES("audit.names", Kind.MANAGER, "hashed"),
  CONFIG("config", Kind.MANAGER, null),
  TENANT("tenant", Kind.CACHE, null),
  TENANT_RESOLVER("tenant-resolver", Kind.CACHE, null),
  CODEC("codec", Kind.CACHE, "standard"),
  KEY_CODEC("key-codec", Kind.CACHE, "standard"),
  JAVA_FILTER("java-filter", Kind.CACHE, null),
  COMPRESSION("compression", Kind.CACHE, "none"),
  PADDING("padding", Kind.CACHE, "none"),
  MAX_VALUE_SIZE("max-value-size", Kind.CACHE, "128MiB"),
  MAX_AGE("max-age", Kind.CACHE, null),
  ON_UNREADABLE("on-unreadable", Kind.CACHE, "miss"),
  CONTENTION_TIMEOUT("contention-timeout", Kind.CACHE, "10s"),
  NONCE("nonce", Kind.CACHE, "counter");

  /** Starts the name of every setting, wherever it is set but in the environment. */
  static final String PREFIX = "sealcache.";

  /** Where a setting may be set, and whether its value may be shown. */
  private enum Kind {
    MANAGER,
    SECRET,
    CACHE
  }

  private final String localName;
  private final Kind kind;
  private final @Nullable String defaultText;

  Setting(String localName, Kind kind, @Nullable String defaultText) {
    this.localName = localName;
    this.kind = kind;
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

  /** The name in the environment, for example {@code SEALCACHE_MAX_AGE}. */
  String environmentName() {
    return EnvironmentVariables.PREFIX + localName.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
  }

  /** The value that holds where nothing is set; null if then there is none. */
  @Nullable String defaultText() {
    return defaultText;
  }

  /** Whether it has several values, separated by commas. */
  public boolean isList() {
    return this == PREVIOUS_MASTER_KEYS;
  }

  /** Whether one cache may have a value of its own. */
  boolean isPerCache() {
    return kind == Kind.CACHE;
  }

  /** Whether the value must not be shown. */
  boolean isSecret() {
    return kind == Kind.SECRET;
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
