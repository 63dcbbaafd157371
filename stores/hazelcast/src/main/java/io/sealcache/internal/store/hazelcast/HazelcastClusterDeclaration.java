package io.sealcache.internal.store.hazelcast;

import com.hazelcast.config.CacheConfig;
import com.hazelcast.config.CacheSimpleConfig;
import com.hazelcast.config.CacheSimpleConfig.ExpiryPolicyFactoryConfig;
import com.hazelcast.config.CacheSimpleEntryListenerConfig;
import io.sealcache.internal.store.RefusedCode;
import io.sealcache.internal.store.TrustedCode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * What was declared while this JVM's member ran, by it, another member or a client: data as it is,
 * and code of the application's that the application trusts the cluster to choose. Other code is
 * {@link RefusedCode}.
 */
final class HazelcastClusterDeclaration {
  private final String cacheName;
  private final CacheSimpleConfig told;
  private final TrustedCode trusted;
  private final ClassLoader classLoader;

  HazelcastClusterDeclaration(
      String cacheName, CacheSimpleConfig told, TrustedCode trusted, ClassLoader classLoader) {
    this.cacheName = cacheName;
    this.told = new CacheSimpleConfig(told);
    this.trusted = trusted;
    this.classLoader = classLoader;
  }

  /**
   * As Hazelcast's own form of it.
   *
   * @throws Exception if a class that is trusted is missing or fails
   */
  CacheConfig<Object, Object> read() throws Exception {
    @Nullable String loader = refused(told.getCacheLoaderFactory(), told.getCacheLoader());
    @Nullable String writer = refused(told.getCacheWriterFactory(), told.getCacheWriter());
    @Nullable String expiry = refused(expiryClass());
    List<String> listeners = refusedListeners();
    if (loader != null) {
      told.setCacheLoaderFactory(null).setCacheLoader(null);
    }
    if (writer != null) {
      told.setCacheWriterFactory(null).setCacheWriter(null);
    }
    if (expiry != null) {
      told.setExpiryPolicyFactoryConfig(null);
    }
    CacheConfig<Object, Object> config = new CacheConfig<>(told);
    if (loader != null) {
      config.setCacheLoaderFactory(new RefusedCode<>(what("<cache-loader-factory>"), loader));
    }
    if (writer != null) {
      config.setCacheWriterFactory(new RefusedCode<>(what("<cache-writer-factory>"), writer));
    }
    if (expiry != null) {
      config.setExpiryPolicyFactory(new RefusedCode<>(what("<expiry-policy-factory>"), expiry));
    }
    for (String listener : listeners) {
      config.addCacheEntryListenerConfiguration(
          RefusedCode.listener(what("<cache-entry-listeners>"), listener));
    }
    return config;
  }

  private @Nullable String expiryClass() {
    ExpiryPolicyFactoryConfig expiry = told.getExpiryPolicyFactoryConfig();
    return expiry == null ? null : expiry.getClassName();
  }

  /** The classes of those that are refused, which are taken out. */
  private List<String> refusedListeners() {
    List<String> refused = new ArrayList<>();
    List<CacheSimpleEntryListenerConfig> kept = new ArrayList<>();
    for (CacheSimpleEntryListenerConfig listener : told.getCacheEntryListeners()) {
      @Nullable String name =
          refused(
              listener.getCacheEntryListenerFactory(), listener.getCacheEntryEventFilterFactory());
      if (name == null) {
        kept.add(listener);
      } else {
        refused.add(name);
      }
    }
    told.setCacheEntryListeners(kept);
    return refused;
  }

  private @Nullable String refused(@Nullable String... classNames) {
    return Stream.of(classNames)
        .filter(name -> name != null && !isTrusted(name))
        .findFirst()
        .orElse(null);
  }

  private boolean isTrusted(String className) {
    try {
      return trusted.contains(Class.forName(className, false, classLoader));
    } catch (ClassNotFoundException e) {
      throw new CacheException(
          "Hazelcast's cluster declares the class %s for cache '%s', which this JVM lacks"
              .formatted(className, cacheName),
          e);
    }
  }

  private String what(String element) {
    return "%s that Hazelcast's cluster declares for cache '%s'".formatted(element, cacheName);
  }
}
