package io.sealcache;

import static java.util.Objects.requireNonNull;

import io.sealcache.internal.store.Unwrap;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.management.CacheMXBean;

/**
 * A cache's own copy of its configuration, kept up to date with what is switched and registered
 * later; told as its MBean. Thread-safe.
 */
final class CacheConfiguration<K, V> implements CacheMXBean {
  private final EncryptedConfiguration<K, V> configuration;
  private final CacheStatistics statistics;

  /**
   * Takes a copy.
   *
   * @param statistics know whether they are enabled
   */
  CacheConfiguration(EncryptedConfiguration<K, V> applications, CacheStatistics statistics) {
    this.configuration = new EncryptedConfiguration<>(applications);
    this.statistics = statistics;
  }

  /** Checks a value and its key against the configured types. */
  void check(K key, V value) {
    check("key", configuration.getKeyType(), key);
    check(value);
  }

  /** Checks a value against the configured type. */
  void check(V value) {
    check("value", configuration.getValueType(), requireNonNull(value, "value"));
  }

  private static void check(String what, Class<?> type, Object object) {
    if (!type.isInstance(object)) {
      throw new ClassCastException(
          "The cache is configured for a %s of %s, not %s"
              .formatted(what, type.getName(), object.getClass().getName()));
    }
  }

  /** A copy for the caller. */
  <C extends Configuration<K, V>> C as(Class<C> type) {
    return Unwrap.to(type, snapshot());
  }

  synchronized EncryptedConfiguration<K, V> snapshot() {
    return new EncryptedConfiguration<>(configuration).setStatisticsEnabled(statistics.isEnabled());
  }

  Class<K> keyType() {
    return configuration.getKeyType();
  }

  Class<V> valueType() {
    return configuration.getValueType();
  }

  /**
   * @throws IllegalArgumentException if it is registered already
   */
  synchronized void addListener(CacheEntryListenerConfiguration<K, V> listener) {
    configuration.addCacheEntryListenerConfiguration(listener);
  }

  synchronized void removeListener(CacheEntryListenerConfiguration<K, V> listener) {
    configuration.removeCacheEntryListenerConfiguration(listener);
  }

  synchronized void setManagementEnabled(boolean enabled) {
    configuration.setManagementEnabled(enabled);
  }

  @Override
  public String getKeyType() {
    return keyType().getName();
  }

  @Override
  public String getValueType() {
    return valueType().getName();
  }

  @Override
  public boolean isReadThrough() {
    return configuration.isReadThrough();
  }

  @Override
  public boolean isWriteThrough() {
    return configuration.isWriteThrough();
  }

  @Override
  public boolean isStoreByValue() {
    return configuration.isStoreByValue();
  }

  @Override
  public boolean isStatisticsEnabled() {
    return statistics.isEnabled();
  }

  @Override
  public synchronized boolean isManagementEnabled() {
    return configuration.isManagementEnabled();
  }
}
