package io.sealcache;

import io.sealcache.internal.seal.WrappedManager;
import io.sealcache.internal.store.StoreDeclarations;
import java.util.HashMap;
import java.util.Map;
import javax.cache.CacheException;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * The caches that the store's own configuration declares, or another JVM created in it, as JCache
 * configurations. Immutable.
 */
record KnownCaches(WrappedManager wrapped, ClassLoader classLoader) {
  /**
   * The configurations of the caches that the store has from its start, by name.
   *
   * @throws CacheException if a class of user code is missing
   */
  Map<String, EncryptedConfiguration<Object, Object>> declared() {
    Map<String, EncryptedConfiguration<Object, Object>> all = new HashMap<>();
    for (var each : wrapped.declaredCaches().entrySet()) {
      all.put(each.getKey(), configuration(each.getKey(), each.getValue()));
    }
    return all;
  }

  /**
   * The configuration of a cache that comes into being when it is asked for, or that another JVM
   * created; null if there is none.
   *
   * @throws CacheException if a class of user code is missing
   */
  @Nullable EncryptedConfiguration<Object, Object> find(String name) {
    CompleteConfiguration<Object, Object> declaration = wrapped.declaration(name);
    if (declaration != null) {
      return new EncryptedConfiguration<>(declaration);
    }
    StoreDeclarations.OfCache created = wrapped.createdElsewhere(name);
    return created == null ? null : configuration(name, created);
  }

  private EncryptedConfiguration<Object, Object> configuration(
      String name, StoreDeclarations.OfCache declared) {
    EncryptedConfiguration<Object, Object> configuration =
        new EncryptedConfiguration<Object, Object>()
            .setTypes(type(name, declared.keyType()), type(name, declared.valueType()));
    apply(declared, configuration);
    return configuration;
  }

  /**
   * Changes the configuration of a cache that the application creates to what the store makes of
   * it.
   *
   * @throws IllegalArgumentException if the store's template for it has other types
   */
  void applyTemplate(String name, EncryptedConfiguration<?, ?> applications) {
    StoreDeclarations.OfCache template = wrapped.template(name);
    if (template != null) {
      checkType(name, template.keyType(), applications.getKeyType());
      checkType(name, template.valueType(), applications.getValueType());
      apply(template, applications);
    }
  }

  private void checkType(String name, String declared, Class<?> applications) {
    if (!type(name, declared).isAssignableFrom(applications)) {
      throw new IllegalArgumentException(
          "Cache '%s' is created for %s, but the store's template for it declares %s"
              .formatted(name, applications.getName(), declared));
    }
  }

  // The store's configuration wins, as it does where the store itself is asked.
  private static void apply(
      StoreDeclarations.OfCache declared, EncryptedConfiguration<?, ?> configuration) {
    ExpiryPolicy expiry = declared.expiry();
    if (expiry != null) {
      configuration.setExpiryPolicyFactory(new FactoryBuilder.SingletonFactory<>(expiry));
    }
    Boolean statistics = declared.statistics();
    if (statistics != null) {
      configuration.setStatisticsEnabled(statistics);
    }
    Boolean management = declared.management();
    if (management != null) {
      configuration.setManagementEnabled(management);
    }
  }

  @SuppressWarnings("unchecked") // the caller of getCache vouches for the types, as JCache has it
  private Class<Object> type(String cacheName, String className) {
    try {
      return (Class<Object>) Class.forName(className, false, classLoader);
    } catch (ClassNotFoundException e) {
      throw new CacheException(
          "Cache '%s' is of the class %s, as the store or another JVM says, but %s doesn't find it"
              .formatted(cacheName, className, classLoader),
          e);
    }
  }
}
