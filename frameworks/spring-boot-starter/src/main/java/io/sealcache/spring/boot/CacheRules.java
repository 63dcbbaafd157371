package io.sealcache.spring.boot;

import io.sealcache.EncryptedCache;
import io.sealcache.EncryptedCacheManager;
import io.sealcache.EncryptedCachingProvider;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.CachingConfigurer;
import org.springframework.cache.interceptor.AbstractCacheResolver;
import org.springframework.cache.interceptor.CacheAspectSupport;
import org.springframework.cache.interceptor.CacheResolver;
import org.springframework.cache.interceptor.NamedCacheResolver;
import org.springframework.cache.interceptor.SimpleCacheResolver;
import org.springframework.cache.jcache.JCacheCache;
import org.springframework.cache.jcache.JCacheCacheManager;
import org.springframework.cache.jcache.interceptor.SimpleExceptionCacheResolver;
import org.springframework.cache.support.NoOpCache;
import org.springframework.cache.support.NoOpCacheManager;
import org.springframework.core.env.Environment;
import org.springframework.core.type.MethodMetadata;
import org.springframework.util.ClassUtils;

/**
 * Which of the application's beans cache in clear: all that cache, except those over SealCache,
 * those that keep nothing, and those that the application lists. A class that isn't known counts as
 * in clear. Thread-safe.
 */
final class CacheRules {
  private static final Set<Class<?>> RESOLVERS =
      Set.of(
          SimpleCacheResolver.class, NamedCacheResolver.class, SimpleExceptionCacheResolver.class);
  private static final Set<Class<?>> KEEPING_NOTHING =
      Set.of(NoOpCacheManager.class, NoOpCache.class);

  private static final String OURS = EncryptedCachingProvider.class.getName();
  private static final String JCACHE = "jcache";
  private static final String NONE = "none";

  /** As Spring Boot names its own. */
  private static final String MANAGER = "cacheManager";

  private static final String JCACHE_MANAGER = "jCacheCacheManager";

  private final Environment environment;
  private final ConfigurableListableBeanFactory beans;
  private final SealCacheSettings settings;
  private final ListedBeans listed = new ListedBeans();

  CacheRules(Environment environment, ConfigurableListableBeanFactory beans) {
    this.environment = environment;
    this.beans = beans;
    this.settings = new SealCacheSettings(environment);
  }

  boolean isAllowed(String bean) {
    return settings.allowed().contains(bean);
  }

  /**
   * Looks at what is configured before any store is opened, whose threads would keep a start that
   * is refused from ending.
   *
   * @throws RefusedStartException if Spring Boot would make a cache manager without SealCache
   */
  void checkConfigured() {
    List<String> aspects =
        List.of(
            BeanFactoryUtils.beanNamesForTypeIncludingAncestors(
                beans, CacheAspectSupport.class, true, false));
    if (aspects.isEmpty()) {
      return; // without @EnableCaching it makes none
    }
    String type = type();
    if (isLike(JCACHE, type)) {
      if (!isProviderOurs() && !(isAllowed(MANAGER) && isAllowed(JCACHE_MANAGER))) {
        throw new RefusedStartException(
            "%s is '%s', which would cache in clear"
                .formatted(SealCacheDefaults.PROVIDER, provider()),
            "Set it to %s, and name the provider that stores the entries by sealcache.store.provider=%s. If this may stay in clear, add '%s', '%s', '%s' to %s."
                .formatted(
                    OURS,
                    provider(),
                    JCACHE_MANAGER,
                    MANAGER,
                    String.join("', '", aspects),
                    SealCacheSettings.ALLOWED));
      }
    } else if (!isLike(NONE, type) && !isAllowed(MANAGER)) {
      throw new RefusedStartException(
          "%s is '%s', which would cache in clear".formatted(SealCacheDefaults.TYPE, type),
          "Take it out, or set it to jcache. The store is that of the JCache provider beside SealCache. If this may stay in clear, add '%s', '%s' to %s."
              .formatted(MANAGER, String.join("', '", aspects), SealCacheSettings.ALLOWED));
    }
  }

  /** As Spring Boot takes it, to which what is blank is not there. */
  private String type() {
    String type = environment.getProperty(SealCacheDefaults.TYPE, JCACHE);
    return type.isBlank() ? JCACHE : type;
  }

  /** As Spring Boot compares types, by letters alone. */
  private static boolean isLike(String known, String type) {
    return known.equalsIgnoreCase(type.replaceAll("[^A-Za-z]", ""));
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
   * @throws RefusedStartException if this bean caches in clear and isn't listed
   */
  void check(Object bean, String name) {
    if (!isCache(bean)
        || isSealed(bean)
        || (bean instanceof CacheResolver resolver && listed(resolver) != null)) {
      return;
    }
    if (!isAllowed(name)) {
      throw new RefusedStartException(
          "Bean %s is a %s, which is not over SealCache and would cache in clear"
              .formatted(described(name), described(bean)),
          "Take this bean out, so that Spring Boot makes the cache manager. If it may stay in clear, declare it as @Bean(defaultCandidate = false), so that what doesn't name it is encrypted, and add '%s' to %s."
              .formatted(name, SealCacheSettings.ALLOWED));
    }
    listed.put(bean, name);
  }

  /**
   * @param aspect the bean that takes it for each {@code @Cacheable} that names no other
   * @throws RefusedStartException if it is not over SealCache; what is listed may be used by name
   *     only, unless SealCache isn't configured at all
   */
  void checkDefault(CacheResolver resolver, String aspect) {
    String bean = listed(resolver);
    if (isSealed(resolver) || isAllowed(aspect) || (bean != null && !isConfigured())) {
      return;
    }
    String choosing =
        beans.getBeansOfType(CachingConfigurer.class, false, false).values().stream()
            .map(configurer -> ClassUtils.getUserClass(configurer).getName())
            .collect(Collectors.joining(", "));
    throw new RefusedStartException(
        "@Cacheable uses a %s%s%s, which is not over SealCache and would cache in clear"
            .formatted(
                described(resolver),
                bean == null ? "" : ", bean " + described(bean),
                choosing.isEmpty() ? "" : ", chosen by " + choosing),
        (bean != null && isOfSpringBoot(bean)
                ? "Take out %s, so that Spring Boot makes the encrypted one."
                    .formatted(
                        isLike(JCACHE, type())
                            ? SealCacheDefaults.PROVIDER
                            : SealCacheDefaults.TYPE)
                : choosing.isEmpty()
                    ? "Take that bean out, or declare it as @Bean(defaultCandidate = false), neither primary nor called '%s', so that Spring Boot makes the encrypted one beside it."
                        .formatted(MANAGER)
                    : "Take its cacheManager() and cacheResolver() out, so that Spring Boot makes the cache manager.")
            + " If all of @Cacheable may stay in clear, add '%s' to %s."
                .formatted(aspect, SealCacheSettings.ALLOWED));
  }

  /** By any source that the provider reads, such as {@code sealcache.properties}. */
  private boolean isConfigured() {
    Properties properties = beans.getBean(SealCacheSettings.class).properties();
    ClassLoader loader =
        Objects.requireNonNullElse(beans.getBeanClassLoader(), ClassLoader.getSystemClassLoader());
    return !properties.isEmpty() || !SealCacheSettings.read(properties, loader).shown().isEmpty();
  }

  /**
   * @param method has one of JCache's own annotations
   * @param bean that has the method
   * @throws RefusedStartException if what it caches by is neither over SealCache nor listed
   */
  void checkUsed(CacheResolver resolver, Method method, String bean) {
    if (!isSealed(resolver) && listed(resolver) == null && !isAllowed(bean)) {
      throw new RefusedStartException(
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
  private static boolean isSealed(@Nullable Object bean) {
    if (bean instanceof AbstractCacheResolver resolver && RESOLVERS.contains(bean.getClass())) {
      return isSealed(resolver.getCacheManager());
    }
    if (bean instanceof JCacheCacheManager manager && bean.getClass() == JCacheCacheManager.class) {
      return manager.getCacheManager() instanceof EncryptedCacheManager;
    }
    if (bean instanceof JCacheCache cache && bean.getClass() == JCacheCache.class) {
      return cache.getNativeCache() instanceof EncryptedCache;
    }
    return bean instanceof EncryptedCacheManager
        || bean instanceof EncryptedCache
        || (bean != null && KEEPING_NOTHING.contains(bean.getClass()));
  }

  /** The bean that is listed, and is it or has its caches; null if there is none. */
  private @Nullable String listed(CacheResolver bean) {
    String name = listed.name(bean);
    return name == null
            && bean instanceof AbstractCacheResolver resolver
            && RESOLVERS.contains(bean.getClass())
        ? listed.name(resolver.getCacheManager())
        : name;
  }

  /** With the class that declares it, where that is known. */
  String described(String bean) {
    String declaration = declaration(bean);
    return declaration == null ? "'" + bean + "'" : "'%s' (%s)".formatted(bean, declaration);
  }

  private boolean isOfSpringBoot(String bean) {
    String declaration = declaration(bean);
    return declaration != null && declaration.startsWith("org.springframework.boot.");
  }

  private @Nullable String declaration(String bean) {
    if (!beans.containsBeanDefinition(bean)
        || !(beans.getBeanDefinition(bean) instanceof AnnotatedBeanDefinition definition)) {
      return null;
    }
    MethodMetadata method = definition.getFactoryMethodMetadata();
    return method == null
        ? definition.getMetadata().getClassName()
        : method.getDeclaringClassName() + "." + method.getMethodName();
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
}
