package io.sealcache;

import io.sealcache.codec.Codec;
import io.sealcache.core.Compression;
import io.sealcache.core.NonceMode;
import io.sealcache.core.Padding;
import io.sealcache.encryption.OnUnreadable;
import io.sealcache.internal.settings.Setting;
import io.sealcache.internal.settings.SettingValue;
import io.sealcache.keys.TenantResolver;
import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;
import java.util.TreeMap;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.jspecify.annotations.Nullable;

/**
 * A {@link MutableConfiguration} with the encryption settings of one cache. They take precedence
 * over all other sources of settings; what is not set here comes from those. It holds names and
 * factories, never keys, so it may be serialized. Not thread-safe.
 *
 * <p>Equal to a plain {@link MutableConfiguration} only if it has no settings of its own; a plain
 * one's {@code equals} doesn't see the difference.
 */
public final class EncryptedConfiguration<K, V> extends MutableConfiguration<K, V> {
  private static final long serialVersionUID = 1L;

  /** By local name; each a String or a Factory. */
  private final TreeMap<String, Serializable> settings;

  /** Says what JCache has no words for; its author's to serialize, so not serialized here. */
  private final transient @Nullable Configuration<K, V> ofStore;

  /** The defaults of JCache, and no settings of its own. */
  public EncryptedConfiguration() {
    settings = new TreeMap<>();
    ofStore = null;
  }

  /**
   * A copy; of an EncryptedConfiguration with its settings. Of a store's own kind, such as
   * Hazelcast's {@code CacheConfig}, it also keeps what only that store understands, until it is
   * serialized.
   */
  public EncryptedConfiguration(CompleteConfiguration<K, V> configuration) {
    this(configuration, configuration);
  }

  /**
   * A copy.
   *
   * @param configuration what JCache has words for of {@code original}
   */
  EncryptedConfiguration(CompleteConfiguration<K, V> configuration, Configuration<K, V> original) {
    super(configuration);
    if (original instanceof EncryptedConfiguration<K, V> encrypted) {
      settings = new TreeMap<>(encrypted.settings);
      ofStore = encrypted.ofStore;
    } else {
      settings = new TreeMap<>();
      ofStore = original.getClass() == MutableConfiguration.class ? null : original;
    }
  }

  /**
   * For whom keys of its own are derived.
   *
   * @throws IllegalArgumentException if blank
   */
  public EncryptedConfiguration<K, V> setTenant(String tenant) {
    return set(Setting.TENANT, tenant);
  }

  /**
   * The resolver that says at each operation for which tenant it is, instead of {@link #setTenant}.
   *
   * @param className of a {@link TenantResolver}
   * @throws IllegalArgumentException if blank
   */
  public EncryptedConfiguration<K, V> setTenantResolver(String className) {
    return set(Setting.TENANT_RESOLVER, className);
  }

  /** As {@link #setTenantResolver}, made by a factory once for each cache created. */
  public EncryptedConfiguration<K, V> setTenantResolverFactory(
      Factory<? extends TenantResolver> factory) {
    return put(Setting.TENANT_RESOLVER, factory);
  }

  /**
   * The codec of values.
   *
   * @param name a built-in codec's name, or the name of a class that implements {@link Codec}
   * @throws IllegalArgumentException if blank
   */
  public EncryptedConfiguration<K, V> setCodec(String name) {
    return set(Setting.CODEC, name);
  }

  /** The codec of values, made by a factory once for each cache created. */
  public EncryptedConfiguration<K, V> setCodecFactory(Factory<? extends Codec> factory) {
    return put(Setting.CODEC, factory);
  }

  /**
   * The codec of keys.
   *
   * @param name a built-in codec's name, or the name of a class that implements {@link Codec}
   * @throws IllegalArgumentException if blank
   */
  public EncryptedConfiguration<K, V> setKeyCodec(String name) {
    return set(Setting.KEY_CODEC, name);
  }

  /** The codec of keys, made by a factory once for each cache created. */
  public EncryptedConfiguration<K, V> setKeyCodecFactory(Factory<? extends Codec> factory) {
    return put(Setting.KEY_CODEC, factory);
  }

  /**
   * The classes that Java deserialization may make.
   *
   * @param pattern in the syntax of {@link java.io.ObjectInputFilter.Config#createFilter}; with
   *     {@code configured-types} among its parts those that the configured types are made of, and
   *     what the other parts allow; {@code all-but-gadgets} for each class except known gadgets
   * @throws IllegalArgumentException if the pattern is malformed
   */
  public EncryptedConfiguration<K, V> setJavaFilter(String pattern) {
    return set(Setting.JAVA_FILTER, pattern);
  }

  /**
   * Whether values are compressed before they are sealed. Values are read however they were
   * written.
   */
  public EncryptedConfiguration<K, V> setCompression(Compression compression) {
    return set(Setting.COMPRESSION, SettingValue.lowerCase(compression));
  }

  /** Padding, which hides the length of values. Values are read however they were written. */
  public EncryptedConfiguration<K, V> setPadding(Padding padding) {
    return set(Setting.PADDING, SettingValue.lowerCase(padding));
  }

  /**
   * The largest encoded value.
   *
   * @param bytes 1 to 2,097,152,000 (2000 MiB)
   * @throws IllegalArgumentException if out of range
   */
  public EncryptedConfiguration<K, V> setMaxValueSize(long bytes) {
    return set(Setting.MAX_VALUE_SIZE, Long.toString(bytes));
  }

  /**
   * How long after it was written a value may still be opened, and 5 seconds more for clocks that
   * differ.
   *
   * @param maxAge at least 1 ms
   * @throws IllegalArgumentException if shorter
   */
  public EncryptedConfiguration<K, V> setMaxAge(Duration maxAge) {
    return set(Setting.MAX_AGE, maxAge.toString());
  }

  /** Values may be opened however old they are, whatever the expiry policy. */
  public EncryptedConfiguration<K, V> setUnlimitedAge() {
    return set(Setting.MAX_AGE, SettingValue.NONE);
  }

  /** How an operation ends that needs an entry which cannot be opened. */
  public EncryptedConfiguration<K, V> setOnUnreadable(OnUnreadable onUnreadable) {
    return set(Setting.ON_UNREADABLE, SettingValue.lowerCase(onUnreadable));
  }

  /**
   * How long an operation tries against others that write the same entry, or waits for another
   * thread's change or load, before it fails.
   *
   * @param timeout at least 1 ms
   * @throws IllegalArgumentException if shorter
   */
  public EncryptedConfiguration<K, V> setContentionTimeout(Duration timeout) {
    return set(Setting.CONTENTION_TIMEOUT, timeout.toString());
  }

  /** How the nonces of stored values are made. */
  public EncryptedConfiguration<K, V> setNonce(NonceMode nonce) {
    return set(Setting.NONCE, SettingValue.lowerCase(nonce));
  }

  @Override
  public EncryptedConfiguration<K, V> setTypes(Class<K> keyType, Class<V> valueType) {
    super.setTypes(keyType, valueType);
    return this;
  }

  @Override
  public EncryptedConfiguration<K, V> addCacheEntryListenerConfiguration(
      CacheEntryListenerConfiguration<K, V> listener) {
    super.addCacheEntryListenerConfiguration(listener);
    return this;
  }

  @Override
  public EncryptedConfiguration<K, V> removeCacheEntryListenerConfiguration(
      CacheEntryListenerConfiguration<K, V> listener) {
    super.removeCacheEntryListenerConfiguration(listener);
    return this;
  }

  @Override
  public EncryptedConfiguration<K, V> setCacheLoaderFactory(
      @Nullable Factory<? extends CacheLoader<K, V>> factory) {
    super.setCacheLoaderFactory(factory);
    return this;
  }

  @Override
  public EncryptedConfiguration<K, V> setCacheWriterFactory(
      @Nullable Factory<? extends CacheWriter<? super K, ? super V>> factory) {
    super.setCacheWriterFactory(factory);
    return this;
  }

  @Override
  public EncryptedConfiguration<K, V> setExpiryPolicyFactory(
      @Nullable Factory<? extends ExpiryPolicy> factory) {
    super.setExpiryPolicyFactory(factory);
    return this;
  }

  @Override
  public EncryptedConfiguration<K, V> setReadThrough(boolean isReadThrough) {
    super.setReadThrough(isReadThrough);
    return this;
  }

  @Override
  public EncryptedConfiguration<K, V> setWriteThrough(boolean isWriteThrough) {
    super.setWriteThrough(isWriteThrough);
    return this;
  }

  @Override
  public EncryptedConfiguration<K, V> setStoreByValue(boolean isStoreByValue) {
    super.setStoreByValue(isStoreByValue);
    return this;
  }

  @Override
  public EncryptedConfiguration<K, V> setStatisticsEnabled(boolean enabled) {
    super.setStatisticsEnabled(enabled);
    return this;
  }

  @Override
  public EncryptedConfiguration<K, V> setManagementEnabled(boolean enabled) {
    super.setManagementEnabled(enabled);
    return this;
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return super.equals(object)
        && settings.equals(
            object instanceof EncryptedConfiguration<?, ?> other
                ? other.settings
                : new TreeMap<>());
  }

  @Override
  public int hashCode() {
    // The hash of no settings is 0, so that an equal plain configuration has the same.
    return super.hashCode() + settings.hashCode();
  }

  /** The configuration that it was copied from, if of a kind which a store may know. */
  @Nullable Configuration<K, V> ofStore() {
    return ofStore;
  }

  /** A setting of its own; null if it isn't set here. Makes objects by their factories. */
  @Nullable SettingValue setting(Setting setting) {
    Serializable own = settings.get(setting.localName());
    if (own == null) {
      return null;
    }
    return value(setting, own instanceof Factory<?> factory ? setting.make(factory) : own);
  }

  private static SettingValue value(Setting setting, Object given) {
    return new SettingValue(
        "'" + setting.localName() + "' of EncryptedConfiguration",
        "EncryptedConfiguration",
        setting,
        given);
  }

  private EncryptedConfiguration<K, V> set(Setting setting, String text) {
    Object unused = value(setting, text).value(); // or it is wrong
    return put(setting, text);
  }

  private EncryptedConfiguration<K, V> put(Setting setting, Serializable own) {
    settings.put(setting.localName(), Objects.requireNonNull(own, setting.localName()));
    return this;
  }
}
