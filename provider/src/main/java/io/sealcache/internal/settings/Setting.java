package io.sealcache.internal.settings;

import io.sealcache.codec.Codec;
import io.sealcache.keys.TenantResolver;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.cache.configuration.Factory;
import org.jspecify.annotations.Nullable;

/** Every setting: its name, its default, where it may be set and what it means. */
public enum Setting {
  STORE_PROVIDER(
      "store.provider",
      Kind.MANAGER,
      null,
      "Class name of the JCache provider that stores the entries."
          + " Unset: the only other one on the class path"),
  STORE_URI(
      "store.uri",
      Kind.MANAGER,
      null,
      "URI of the store's cache manager. Unset: the store's default"),
  MASTER_KEY(
      "master-key",
      Kind.SECRET,
      null,
      "The key that seals values: 64 hex digits, Base64 of 32 bytes, or `file:/path`."
          + " Needed, unless keys come from elsewhere"),
  PREVIOUS_MASTER_KEYS(
      "previous-master-keys",
      Kind.SECRET,
      null,
      "Earlier master keys, separated by commas, that only open values"),
  INDEX_KEY(
      "index-key",
      Kind.SECRET,
      null,
      "The key that makes stored keys, written like `master-key`; stays when that one is rotated."
          + " Unset: the master key"),
  KEYRING(
      "keyring",
      Kind.MANAGER,
      null,
      "Path or `file:` URL of a keyring file, instead of the three keys above;"
          + " read again when it changes"),
  KEYSTORE(
      "keystore",
      Kind.MANAGER,
      null,
      "Path or `file:` URL of a PKCS#12 key store with secret keys for AES of 256 "
          + "bits: those whose aliases are `master-key`, `previous-master-keys` and "
          + "`index-key`, or the one of `kms`"),
  KEYSTORE_PASSWORD(
      "keystore.password", Kind.SECRET, null, "Password of the key store and of its keys"),
  KMS(
      "kms",
      Kind.MANAGER,
      null,
      "The key that wraps those of the keyring file or key table: `keystore:` and the "
          + "alias of a key in `keystore`, or the scheme of a key management service or "
          + "token and what that takes, such as `aws:alias/caches`, with the artifact that "
          + "has the scheme on the class path. While a key table is wrapped anew, the key of "
          + "before behind it, after a comma"),
  KMS_REFRESH(
      "kms.refresh",
      Kind.MANAGER,
      "5m",
      "How often the key of `kms` is asked whether it still unwraps the keys of a key "
          + "table, and one that is not in `keystore` those of the keyring file; written "
          + "like `max-age`"),
  KMS_GRACE(
      "kms.grace",
      Kind.MANAGER,
      "1h",
      "For how long keys stay in use after it last did: operations fail from then on, until it does"
          + " again. Longer than `kms.refresh`; written like `max-age`"),
  KEY_TABLE(
      "key-table",
      Kind.MANAGER,
      null,
      "Random keys of their own for each tenant, instead of keys that are derived: the "
          + "directory of a key table, its path or `file:` URL, or a `javax.sql.DataSource`, "
          + "an instance. With `kms`, whose key wraps them"),
  KEY_TABLE_MAX_AGE(
      "key-table.max-age",
      Kind.MANAGER,
      "1m",
      "For how long a JVM may use keys that were removed from the key table, or after the table was"
          + " last reached; written like `max-age`"),
  KEY_SOURCE(
      "key-source",
      Kind.MANAGER,
      null,
      "Your own `KeySource`, instead of all settings above that give keys: a class name or"
          + " an instance"),
  CONTEXT(
      "context",
      Kind.MANAGER,
      "",
      "Separates applications that share a master key; the same in all JVMs of one application"),
  TENANTS_IN_MEMORY(
      "tenants-in-memory",
      Kind.MANAGER,
      "1024",
      "For how many tenants in use lately each cache keeps derived keys. Of a key table,"
          + " the keys of as many are in memory, and of 10,000 at least"),
  AUDIT_NAMES(
      "audit.names",
      Kind.MANAGER,
      "hashed",
      "How the audit log and Flight Recorder show tenants with keys of their own: `hashed`,"
          + " by the id of their record in the key table, or `clear`, by their names too"),
  CONFIG(
      "config",
      Kind.MANAGER,
      null,
      "Path or URL (`https:`, never `http:`) of a properties file to read instead of"
          + " `sealcache.properties` on the class path"),
  TENANT("tenant", Kind.CACHE, null, "The tenant, for whom keys are derived. Unset: no tenant"),
  TENANT_RESOLVER(
      "tenant-resolver",
      Kind.CACHE,
      null,
      "Your `TenantResolver`, which says for which tenant each operation is, instead of"
          + " `tenant`: a class name or an instance"),
  CODEC(
      "codec",
      Kind.CACHE,
      "standard",
      "Codec of values: `standard`, `json`, `msgpack`, `java`, `bytes`, `string`, `arrow`, a class"
          + " name or an instance"),
  KEY_CODEC(
      "key-codec",
      Kind.CACHE,
      "standard",
      "Codec of keys: the same except `arrow`; `json` and `msgpack` for scalars and records"
          + " of them"),
  JAVA_FILTER(
      "java-filter",
      Kind.CACHE,
      null,
      "Classes that Java deserialization may make, in the syntax of `jdk.serialFilter`."
          + " `configured-types` among its parts: what the cache's configured types are made of."
          + " `all-but-gadgets`: the JDK and your code except known gadgets, within limits. Unset:"
          + " `configured-types` if your code sets a type that says what it holds, else"
          + " `all-but-gadgets`"),
  COMPRESSION(
      "compression",
      Kind.CACHE,
      "none",
      "Compression of values before they are sealed: `none` or `deflate`. Not if a value"
          + " holds a secret beside text that others choose: its length then tells of the secret,"
          + " as in CRIME and BREACH"),
  PADDING(
      "padding",
      Kind.CACHE,
      "none",
      "Padding hides the length of values: `none`; `padme`, up to 12 % longer;"
          + " `power-of-two`, up to twice as long"),
  MAX_VALUE_SIZE(
      "max-value-size",
      Kind.CACHE,
      "128MiB",
      "Largest encoded value: bytes, or a number with `KiB`, `MiB` or `GiB`; at most 2000MiB"),
  MAX_AGE(
      "max-age",
      Kind.CACHE,
      null,
      "Values written longer ago are not opened: `500ms`, `30s`, `10m`, `12h`, `7d`, ISO-8601"
          + " (`PT10M`), or `none`. Unset: the constant duration of a Created- or"
          + " ModifiedExpiryPolicy, otherwise none"),
  ON_UNREADABLE(
      "on-unreadable",
      Kind.CACHE,
      "miss",
      "An entry that cannot be opened: `miss` takes it as absent, `fail` throws an exception"),
  CONTENTION_TIMEOUT(
      "contention-timeout",
      Kind.CACHE,
      "10s",
      "How long an operation tries against others that write the same entry, or waits for"
          + " another thread's change or load, before it fails; written like `max-age`"),
  NONCE(
      "nonce", Kind.CACHE, "counter", "Nonces: `counter`, or `random` if running JVMs are cloned");

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
  private final String description;

  Setting(String localName, Kind kind, @Nullable String defaultText, String description) {
    this.localName = localName;
    this.kind = kind;
    this.defaultText = defaultText;
    this.description = description;
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

  static Set<Setting> perCache() {
    return Stream.of(values())
        .filter(Setting::isPerCache)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Setting.class)));
  }

  /** The setting that ends a name such as {@code orders.eu.max-age}; the longest if several do. */
  static Optional<Setting> ending(String name) {
    return Stream.of(values())
        .filter(setting -> name.endsWith("." + setting.localName))
        .max(Comparator.comparingInt(setting -> setting.localName.length()));
  }

  /** The tables of docs/settings.md. */
  public static String markdownTables() {
    return "## For a cache manager\n\n"
        + markdownTable(false)
        + "\n## For a cache manager, or for one cache\n\n"
        + markdownTable(true);
  }

  private static String markdownTable(boolean perCache) {
    return Stream.of(values())
        .filter(setting -> setting.isPerCache() == perCache)
        .map(Setting::markdownRow)
        .collect(
            Collectors.joining(
                "\n", "| Setting | Default | Meaning |\n| --- | --- | --- |\n", "\n"));
  }

  private String markdownRow() {
    return "| `%s` | %s | %s. |"
        .formatted(
            propertyName(),
            defaultText == null ? "" : defaultText.isEmpty() ? "empty" : "`" + defaultText + "`",
            description);
  }
}
