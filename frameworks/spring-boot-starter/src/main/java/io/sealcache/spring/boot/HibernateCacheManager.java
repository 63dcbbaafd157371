package io.sealcache.spring.boot;

import io.sealcache.EncryptedCacheManager;
import io.sealcache.EncryptedCachingProvider;
import io.sealcache.internal.text.PrintableUri;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.Caching;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.core.io.ResourceLoader;

/**
 * The cache manager of Hibernate's second-level cache: that of the application, or one with the
 * same settings where it has none, or where Hibernate's properties name a file of the store's. By
 * itself Hibernate opens a provider's with the settings that are system properties.
 */
final class HibernateCacheManager implements DisposableBean {
  private static final String OURS = EncryptedCachingProvider.class.getName();

  // As org.hibernate.cache.jcache.ConfigSettings has them, which may be missing.
  private static final String MANAGER = "hibernate.javax.cache.cache_manager";
  private static final String PROVIDER = "hibernate.javax.cache.provider";
  private static final String LOCATION = "hibernate.javax.cache.uri";

  /** As Hibernate writes it. */
  private static final String CLASS_PATH = "classpath://";

  private static final String ENTITIES = "hibernate.cache.use_second_level_cache";
  private static final String QUERIES = "hibernate.cache.use_query_cache";

  private final CacheRules rules;
  private final ManagerProperties properties;
  private final ResourceLoader resources;
  private final ObjectProvider<CacheManager> managers;
  private final List<CacheManager> opened = new CopyOnWriteArrayList<>();

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

  /**
   * Adds it to Hibernate's properties, unless they name another, or say that nothing is cached.
   *
   * @throws javax.cache.CacheException if a setting is wrong, or no file is where they say
   */
  void addTo(Map<String, Object> hibernate) {
    Object provider = hibernate.get(PROVIDER);
    boolean isNamed = OURS.equals(provider);
    if (hibernate.containsKey(MANAGER) || (provider != null && !isNamed) || isOff(hibernate)) {
      return; // which the guard looks at
    }
    Object location = hibernate.get(LOCATION);
    if (location == null) {
      manager(isNamed).ifPresent(manager -> hibernate.put(MANAGER, manager));
    } else if (isNamed || rules.isProviderOurs()) {
      // Beside a manager Hibernate would not read it.
      hibernate.put(MANAGER, open(uri(location.toString())));
    }
  }

  private Optional<CacheManager> manager(boolean isNamed) {
    List<CacheManager> all = managers.stream().toList();
    List<CacheManager> sealed =
        all.stream().filter(EncryptedCacheManager.class::isInstance).toList();
    if (sealed.size() == 1) {
      return Optional.of(sealed.get(0));
    }
    return isNamed || (all.isEmpty() && rules.isProviderOurs())
        ? Optional.of(open(springs()))
        : Optional.empty();
  }

  /** As Hibernate reads it. */
  private static boolean isOff(Map<String, Object> hibernate) {
    Object entities = hibernate.get(ENTITIES);
    Object queries = hibernate.get(QUERIES);
    return entities != null
        && !Boolean.parseBoolean(entities.toString())
        && (queries == null || !Boolean.parseBoolean(queries.toString()));
  }

  /** Those that were opened for Hibernate alone. */
  List<CacheManager> opened() {
    return List.copyOf(opened);
  }

  private CacheManager open(@Nullable URI uri) {
    Properties settings = new Properties();
    properties.addTo(settings);
    CacheManager manager =
        Caching.getCachingProvider(OURS).getCacheManager(uri, resources.getClassLoader(), settings);
    opened.add(manager);
    return manager;
  }

  private @Nullable URI springs() {
    String location = rules.isProviderOurs() ? rules.storeConfiguration() : null;
    try {
      return location == null ? null : resources.getResource(location).getURI();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where Hibernate would find it: a URL, or a name on the class path. */
  private URI uri(String location) {
    String name =
        location.startsWith(CLASS_PATH) ? location.substring(CLASS_PATH.length()) : location;
    try {
      return new DefaultResourceLoader(resources.getClassLoader()).getResource(name).getURI();
    } catch (IOException e) {
      throw new CacheException(
          "%s is '%s'; it must be the URL of a file, or the name of one on the class path"
              .formatted(LOCATION, PrintableUri.of(location)),
          e);
    }
  }

  /** Hibernate closes it, but not where it didn't start. */
  @Override
  public void destroy() {
    opened.forEach(CacheManager::close);
  }
}
