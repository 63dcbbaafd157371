package io.sealcache.cdi;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.InterceptionType;
import java.lang.System.Logger.Level;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheResolverFactory;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/** The classes that the container tells of while an application starts, and the faults in them. */
final class Deployment {
  private final Set<Class<?>> seen = new LinkedHashSet<>();
  private final Set<Class<?>> beanClasses = new LinkedHashSet<>();
  private final Set<Class<?>> produced = new LinkedHashSet<>();
  private final Set<CachedMethod<?>> methods = new LinkedHashSet<>();
  private final Set<String> problems = new LinkedHashSet<>();
  private final Set<String> warnings = new LinkedHashSet<>();
  private volatile @Nullable CacheManager foundManager;

  /** A class with annotations of JCache, which may become a bean or not. */
  void see(Class<?> type) {
    seen.add(type);
  }

  void addBean(AnnotatedType<?> type) {
    Class<?> beanClass = type.getJavaClass();
    if (!beanClasses.add(beanClass)) {
      return;
    }
    BeanRules rules = new BeanRules(beanClass);
    List<String> wrong = rules.problems(type);
    problems.addAll(wrong);
    warnings.addAll(rules.warnings());
    if (wrong.isEmpty()) {
      for (Method method : rules.cachedMethods()) {
        methods.add(CachedMethod.of(beanClass, method));
      }
    }
  }

  /** A class of which a producer makes beans. */
  void addProduced(Class<?> type) {
    if (!type.isInterface() && !new BeanRules(type).cachedMethods().isEmpty()) {
      produced.add(type);
    }
  }

  List<String> warnings() {
    List<String> all = new ArrayList<>(warnings);
    for (Class<?> type : produced) {
      all.add(
          "A producer makes beans of "
              + type.getName()
              + ": the container intercepts none of their calls, so nothing is cached, unless the"
              + " producer makes them by an InterceptionFactory");
    }
    for (Class<?> type : seen) {
      if (!produced.contains(type) && beanClasses.stream().noneMatch(type::isAssignableFrom)) {
        all.add(
            type.getName()
                + " has annotations of JCache, but is no bean: nothing is cached. Give it a scope");
      }
    }
    return all;
  }

  List<String> problems(BeanManager beans) {
    List<String> all = new ArrayList<>(problems);
    Set<Class<? extends Annotation>> used = new LinkedHashSet<>();
    Components components = new Components(beans.createInstance(), beans);
    for (CachedMethod<?> method : methods) {
      if (used.add(method.getCacheAnnotation().annotationType())) {
        all.addAll(interceptors(beans, method));
      }
      if (method.keyGenerator() != CacheKeyGenerator.class) {
        all.addAll(missing(components, method, method.keyGenerator()));
      }
      if (method.resolverFactory() != CacheResolverFactory.class) {
        all.addAll(missing(components, method, method.resolverFactory()));
      }
    }
    if (needsManager()) {
      all.addAll(manager(beans.createInstance().select(CacheManager.class), all.isEmpty()));
    }
    return all;
  }

  /** Whether there is a method that names no factory of resolvers. */
  boolean needsManager() {
    return methods.stream().anyMatch(m -> m.resolverFactory() == CacheResolverFactory.class);
  }

  /** Two sets of interceptors would keep two sets of entries, in caches of who knows which. */
  private static List<String> interceptors(BeanManager beans, CachedMethod<?> method) {
    List<String> found =
        beans
            .resolveInterceptors(InterceptionType.AROUND_INVOKE, method.getCacheAnnotation())
            .stream()
            .map(interceptor -> interceptor.getBeanClass().getName())
            .toList();
    return found.size() == 1
        ? List.of()
        : List.of(
            method
                + ": "
                + found.size()
                + " interceptors for it instead of one, "
                + found
                + ". Leave one implementation of JCache's annotations on the class path, and its"
                + " interceptors enabled; have an extension veto those that a server brings");
  }

  private static List<String> missing(
      Components components, CachedMethod<?> method, Class<?> type) {
    return components.problem(type).map(problem -> method + ": " + problem).stream().toList();
  }

  private List<String> manager(Instance<CacheManager> managers, boolean starts) {
    if (managers.isAmbiguous()) {
      return List.of(
          "More than one bean is the CacheManager of JCache's annotations. Give all but one a"
              + " qualifier; methods reach those by a cacheResolverFactory");
    }
    return managers.isUnsatisfied() ? defaultManager(starts) : List.of();
  }

  /**
   * @param starts whether nothing else is wrong: nobody would close what is opened
   */
  private List<String> defaultManager(boolean starts) {
    CachingProvider provider;
    try {
      provider = Caching.getCachingProvider();
    } catch (CacheException e) {
      return List.of(
          "No CacheManager for JCache's annotations: no bean is one, and JCache has no default"
              + " provider ("
              + e.getMessage()
              + "). Produce one, or name the provider in the system property "
              + Caching.JAVAX_CACHE_CACHING_PROVIDER
              + ": io.sealcache.EncryptedCachingProvider, where entries are to be encrypted");
    }
    try {
      Plaintext.refuse(provider); // before one is opened
      if (!starts) {
        return List.of();
      }
      foundManager = manager(provider);
    } catch (CacheException e) {
      return List.of(e.getMessage() == null ? e.toString() : e.getMessage());
    }
    JCacheExtension.LOGGER.log(
        Level.INFO,
        "No bean is the CacheManager of JCache's annotations: they use that of "
            + provider.getClass().getName());
    return List.of();
  }

  /** With the application's class loader: in a server the provider may be that of many. */
  private static CacheManager manager(CachingProvider provider) {
    ClassLoader application = Thread.currentThread().getContextClassLoader();
    return application == null
        ? provider.getCacheManager()
        : provider.getCacheManager(provider.getDefaultURI(), application);
  }

  /** That of the time when the application started, on the thread that started it. */
  CacheManager foundManager() {
    CacheManager found = foundManager;
    if (found == null) {
      throw new IllegalStateException("There was a CacheManager bean when the application started");
    }
    return found;
  }
}
