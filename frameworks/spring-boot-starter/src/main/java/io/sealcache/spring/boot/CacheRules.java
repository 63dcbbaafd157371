package io.sealcache.spring.boot;

import io.sealcache.EncryptedCache;
import io.sealcache.EncryptedCacheManager;
import io.sealcache.EncryptedCachingProvider;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.interceptor.AbstractCacheResolver;
import org.springframework.cache.interceptor.CacheResolver;
import org.springframework.cache.interceptor.NamedCacheResolver;
import org.springframework.cache.interceptor.SimpleCacheResolver;
import org.springframework.cache.jcache.JCacheCache;
import org.springframework.cache.jcache.JCacheCacheManager;
import org.springframework.cache.jcache.interceptor.SimpleExceptionCacheResolver;
import org.springframework.cache.support.NoOpCache;
import org.springframework.cache.support.NoOpCacheManager;
import org.springframework.core.env.Environment;

/**
 * Which of the application's beans cache in clear: all that cache, but those over SealCache, those
 * that keep nothing, and those that the application lists. A class that isn't known counts as in
 * clear. Thread-safe.
 */
final class CacheRules {
  private static final Set<Class<?>> RESOLVERS =
      Set.of(
          SimpleCacheResolver.class, NamedCacheResolver.class, SimpleExceptionCacheResolver.class);

  private static final String OURS = EncryptedCachingProvider.class.getName();
  private static final String JCACHE = "jcache";

  private final Environment environment;
  private final SealCacheSettings settings;
  private final Set<Object> allowed =
      Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

  CacheRules(Environment environment) {
    this.environment = environment;
    this.settings = new SealCacheSettings(environment);
  }

  List<String> allowedNames() {
    return settings.allowed();
  }

  /**
   * Looks at what is configured before any store is opened, whose threads would keep a start that
   * is refused from ending.
   *
   * @throws PlaintextCacheException if Spring Boot would open a JCache provider without SealCache
   */
  void checkConfigured() {
    String type = environment.getProperty(SealCacheDefaults.TYPE, JCACHE);
    if (JCACHE.equalsIgnoreCase(type)
        && !isProviderOurs()
        && !allowedNames().contains("jCacheCacheManager")) {
      throw new PlaintextCacheException(
          "%s is '%s', which would cache in clear"
              .formatted(SealCacheDefaults.PROVIDER, provider()),
          wayOut()
              + "If this may stay in clear, add 'jCacheCacheManager' and 'cacheManager' to %s."
                  .formatted(SealCacheSettings.ALLOWED));
    }
  }

  /** Whether Spring Boot opens its JCache manager at SealCache's provider. */
  boolean isProviderOurs() {
    return OURS.equals(provider());
  }

  /** Where the store's own file is, as Spring Boot takes it; null for the store's default. */
  @Nullable String storeConfiguration() {
    return environment.getProperty(SealCacheDefaults.CONFIG);
  }

  private String provider() {
    return environment.getProperty(SealCacheDefaults.PROVIDER, OURS);
  }

  /**
   * @throws PlaintextCacheException if this bean caches in clear and isn't listed
   */
  void check(Object bean, String name) {
    if (!isCache(bean) || isSealed(bean)) {
      return;
    }
    if (!allowedNames().contains(name)) {
      throw refused("Bean '" + name + "'", bean, name);
    }
    allowed.add(bean);
  }

  /**
   * @param user the bean that caches by it
   * @throws PlaintextCacheException if it is neither over SealCache nor a bean that is listed
   */
  void checkUsed(CacheResolver resolver, String user) {
    if (!isSealed(resolver) && !allowed.contains(resolver) && !allowedNames().contains(user)) {
      throw refused("What bean '" + user + "' caches by", resolver, user);
    }
  }

  /**
   * @param method has one of JCache's own annotations
   * @param bean that has the method
   * @throws PlaintextCacheException if what it caches by is neither over SealCache nor listed
   */
  void checkUsed(CacheResolver resolver, Method method, String bean) {
    if (!isSealed(resolver) && !allowed.contains(resolver) && !allowedNames().contains(bean)) {
      throw new PlaintextCacheException(
          "Method %s.%s of bean '%s' has a cacheResolverFactory, or a JCacheConfigurer gives it a resolver, which may find a cache that is not over SealCache and would cache in clear"
              .formatted(method.getDeclaringClass().getName(), method.getName(), bean),
          "Take the factory or resolver out, so that Spring's cache manager has the cache. If this may stay in clear, or what it gives are caches of SealCache's only, add '%s' to %s."
              .formatted(bean, SealCacheSettings.ALLOWED));
    }
  }

  private static boolean isCache(Object bean) {
    return bean instanceof CacheManager
        || bean instanceof Cache
        || bean instanceof CacheResolver
        || bean instanceof javax.cache.CacheManager
        || bean instanceof javax.cache.Cache;
  }

  // By the exact class where a subclass could do otherwise.
  private boolean isSealed(Object bean) {
    if (bean instanceof AbstractCacheResolver resolver && RESOLVERS.contains(bean.getClass())) {
      CacheManager manager = resolver.getCacheManager();
      return isSealed(manager) || allowed.contains(manager);
    }
    if (bean.getClass() == JCacheCacheManager.class) {
      return ((JCacheCacheManager) bean).getCacheManager() instanceof EncryptedCacheManager;
    }
    if (bean.getClass() == JCacheCache.class) {
      return ((JCacheCache) bean).getNativeCache() instanceof EncryptedCache;
    }
    return bean instanceof EncryptedCacheManager
        || bean instanceof EncryptedCache
        || bean.getClass() == NoOpCacheManager.class
        || bean.getClass() == NoOpCache.class;
  }

  private PlaintextCacheException refused(String subject, Object what, String name) {
    return new PlaintextCacheException(
        "%s is a %s, which is not over SealCache and would cache in clear"
            .formatted(subject, described(what)),
        wayOut()
            + "If this may stay in clear, add '%s' to %s."
                .formatted(name, SealCacheSettings.ALLOWED));
  }

  private static String described(Object what) {
    String name = what.getClass().getName();
    if (what instanceof JCacheCacheManager jcache) {
      return name + " over " + className(jcache.getCacheManager());
    }
    if (what instanceof AbstractCacheResolver resolver) {
      return name + " over " + className(resolver.getCacheManager());
    }
    return name;
  }

  private static String className(@Nullable Object object) {
    return object == null ? "nothing" : object.getClass().getName();
  }

  private String wayOut() {
    String type = environment.getProperty(SealCacheDefaults.TYPE, JCACHE);
    if (!JCACHE.equalsIgnoreCase(type)) {
      return "Take %s (%s) out, or set it to jcache. ".formatted(SealCacheDefaults.TYPE, type);
    }
    if (!isProviderOurs()) {
      return "Take %s out, and name the provider that stores the entries by sealcache.store.provider=%s. "
          .formatted(SealCacheDefaults.PROVIDER, provider());
    }
    return "Take this bean out, so that Spring Boot makes the cache manager. ";
  }
}
