package io.sealcache.spring.boot;

import io.sealcache.EncryptedCacheManager;
import io.sealcache.EncryptedCachingProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.cache.CacheManager;
import javax.cache.Caching;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.io.ResourceLoader;

/**
 * The cache manager of Hibernate's second-level cache: the application's, or one with the same
 * settings where it has none. By itself Hibernate opens the one provider that is registered, with
 * the settings that are system properties.
 */
final class HibernateCacheManager {
  // As org.hibernate.cache.jcache.ConfigSettings has them, which may be missing.
  private static final String MANAGER = "hibernate.javax.cache.cache_manager";
  private static final String PROVIDER = "hibernate.javax.cache.provider";

  private final CacheRules rules;
  private final ManagerProperties properties;
  private final ResourceLoader resources;
  private final ObjectProvider<CacheManager> managers;
  private volatile @Nullable CacheManager opened;

  HibernateCacheManager(
      CacheRules rules,
      ManagerProperties properties,
      ResourceLoader resources,
      ObjectProvider<CacheManager> managers) {
    this.rules = rules;
    this.properties = properties;
    this.resources = resources;
    this.managers = managers;
  }

  /** Adds it to Hibernate's properties, unless they name another. */
  void addTo(Map<String, Object> hibernate) {
    if (hibernate.containsKey(MANAGER) || hibernate.containsKey(PROVIDER)) {
      return; // which the guard looks at
    }
    List<CacheManager> all = managers.stream().toList();
    List<CacheManager> sealed =
        all.stream().filter(EncryptedCacheManager.class::isInstance).toList();
    if (sealed.size() == 1) {
      hibernate.put(MANAGER, sealed.get(0));
    } else if (all.isEmpty() && rules.isProviderOurs()) {
      hibernate.put(MANAGER, open());
    }
  }

  /** The one that was opened for Hibernate alone; null if none was. */
  @Nullable CacheManager opened() {
    return opened;
  }

  // Hibernate closes it.
  private CacheManager open() {
    Properties settings = new Properties();
    properties.addTo(settings);
    CacheManager manager =
        Caching.getCachingProvider(EncryptedCachingProvider.class.getName())
            .getCacheManager(uri(), resources.getClassLoader(), settings);
    opened = manager;
    return manager;
  }

  private @Nullable URI uri() {
    String location = rules.storeConfiguration();
    try {
      return location == null ? null : resources.getResource(location).getURI();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
