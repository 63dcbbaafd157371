package io.sealcache.spring.boot;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.cache.annotation.CacheResult;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.cache.interceptor.AbstractCacheResolver;
import org.springframework.cache.interceptor.CacheAspectSupport;
import org.springframework.cache.interceptor.CacheOperation;
import org.springframework.cache.interceptor.CacheOperationSource;
import org.springframework.cache.interceptor.CacheResolver;
import org.springframework.cache.interceptor.CacheableOperation;
import org.springframework.cache.jcache.JCacheCacheManager;
import org.springframework.cache.jcache.interceptor.JCacheOperation;
import org.springframework.cache.jcache.interceptor.JCacheOperationSource;
import org.springframework.core.KotlinDetector;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.MethodIntrospector.MetadataLookup;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * The methods that Spring's annotations are on, or JCache's own, such as {@code @CacheResult}.
 * JCache's caches can't wait for a result that comes later. And the {@code cacheResolverFactory} of
 * JCache's annotations, or the resolvers of a {@code JCacheConfigurer}, may find any cache, and
 * need not be beans.
 */
final class AnnotatedMethods {
  /** The class that Spring wraps JCache's own resolvers in; it isn't public. */
  private static final String ADAPTER =
      "org.springframework.cache.jcache.interceptor.CacheResolverAdapter";

  private final ConfigurableListableBeanFactory beans;

  AnnotatedMethods(ConfigurableListableBeanFactory beans) {
    this.beans = beans;
  }

  /**
   * Makes no bean that isn't made, and passes one whose class names a library that is missing: it
   * can't be made, or not with a cache, as Spring then looks at its methods too.
   *
   * @throws RefusedStartException if one caches in clear, or what can't be cached; or if the
   *     methods of one that is made can't be looked at
   */
  void check(CacheRules rules) {
    Collection<CacheOperationSource> springs = made(CacheOperationSource.class);
    Collection<JCacheOperationSource> jcaches = made(JCacheOperationSource.class);
    for (String bean : beans.getBeanDefinitionNames()) {
      try {
        Class<?> type = targetType(bean);
        if (type != null) {
          check(bean, type, springs, jcaches, rules);
        }
      } catch (RuntimeException | LinkageError e) {
        if (!isOfMissingClass(e)) {
          throw e;
        }
        if (beans.containsSingleton(bean)) {
          throw new RefusedStartException(
              "The methods of bean '%s' can't be looked at for annotations of caches: %s"
                  .formatted(bean, e),
              "Put the library that its class names on the class path.");
        }
      }
    }
  }

  private void check(
      String bean,
      Class<?> type,
      Collection<CacheOperationSource> springs,
      Collection<JCacheOperationSource> jcaches,
      CacheRules rules) {
    for (CacheOperationSource source : springs) {
      if (source.isCandidateClass(type)) {
        select(type, method -> source.getCacheOperations(method, type))
            .forEach((method, operations) -> checkResult(operations, method, bean));
      }
    }
    for (JCacheOperationSource source : jcaches) {
      if (source.isCandidateClass(type)) {
        select(type, method -> source.getCacheOperation(method, type))
            .forEach((method, operation) -> check(operation, method, bean, rules));
      }
    }
  }

  private static boolean isOfMissingClass(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof LinkageError || each instanceof ClassNotFoundException) {
        return true;
      }
    }
    return false;
  }

  private <T> Collection<T> made(Class<T> type) {
    return beans.getBeansOfType(type, false, false).values();
  }

  private static <T extends @Nullable Object> Map<Method, T> select(
      Class<?> type, MetadataLookup<T> lookup) {
    return MethodIntrospector.selectMethods(type, lookup);
  }

  private void checkResult(
      @Nullable Collection<CacheOperation> operations, Method method, String bean) {
    if (operations != null
        && operations.stream()
            .anyMatch(each -> each instanceof CacheableOperation && isJCache(each))) {
      checkIsNow(method, bean);
    }
  }

  private boolean isJCache(CacheOperation operation) {
    String manager = operation.getCacheManager();
    return operation.getCacheResolver().isEmpty()
        && (manager.isEmpty() ? isJCacheByDefault() : isJCacheManager(manager));
  }

  /** Whether {@code @Cacheable} that names no other uses JCache. */
  private boolean isJCacheByDefault() {
    return made(CacheAspectSupport.class).stream()
        .map(CacheAspectSupport::getCacheResolver)
        .anyMatch(AnnotatedMethods::isOfJCacheManager);
  }

  /** Also one by an alias, of another scope, or not made yet. */
  private boolean isJCacheManager(String bean) {
    Class<?> type = beans.containsBean(bean) ? beans.getType(bean, false) : null;
    return type != null && JCacheCacheManager.class.isAssignableFrom(type);
  }

  private static boolean isOfJCacheManager(@Nullable CacheResolver resolver) {
    return resolver instanceof AbstractCacheResolver known
        && known.getCacheManager() instanceof JCacheCacheManager;
  }

  private static boolean isOfJCache(CacheResolver resolver) {
    return isOfJCacheManager(resolver) || resolver.getClass().getName().equals(ADAPTER);
  }

  private void check(
      @Nullable JCacheOperation<?> operation, Method method, String bean, CacheRules rules) {
    if (operation == null) {
      return;
    }
    rules.checkUsed(operation.getCacheResolver(), method, bean);
    if (operation.getCacheAnnotation() instanceof CacheResult result) {
      if (isOfJCache(operation.getCacheResolver())) {
        checkIsNow(method, bean);
      }
      if (!result.exceptionCacheName().isEmpty()) {
        rules.checkUsed(resolverOfExceptions(operation), method, bean);
      }
    }
  }

  private static void checkIsNow(Method method, String bean) {
    Class<?> type = method.getReturnType();
    boolean suspends = KotlinDetector.isSuspendingFunction(method);
    if (suspends
        || Stream.of(Future.class, CompletionStage.class, Flow.Publisher.class)
            .anyMatch(later -> later.isAssignableFrom(type))
        || ReactiveAdapterRegistry.getSharedInstance().getAdapter(type) != null) {
      throw new RefusedStartException(
          "Method %s.%s of bean '%s' %s, whose result comes later, and JCache's caches take no such results"
              .formatted(
                  method.getDeclaringClass().getName(),
                  method.getName(),
                  bean,
                  suspends ? "is a suspending function" : "returns a " + type.getName()),
          "Put the annotation on a method that returns the result itself, and call that one by another thread.");
    }
  }

  /** The class behind proxies, whose annotations Spring asks for at each call. */
  private @Nullable Class<?> targetType(String bean) {
    Class<?> type = beans.getType(bean, false);
    if (type == null || !Proxy.isProxyClass(type)) {
      return type == null ? null : ClassUtils.getUserClass(type);
    }
    Object made = beans.getSingleton(bean);
    return made != null && Proxy.isProxyClass(made.getClass())
        ? AopProxyUtils.ultimateTargetClass(made)
        : beans.getMergedBeanDefinition(bean).getResolvableType().resolve(type);
  }

  /** Where what the method throws is kept. */
  private static CacheResolver resolverOfExceptions(JCacheOperation<?> operation) {
    // A public method of a class that isn't.
    Method getter =
        Objects.requireNonNull(
            ReflectionUtils.findMethod(operation.getClass(), "getExceptionCacheResolver"));
    ReflectionUtils.makeAccessible(getter);
    return (CacheResolver) Objects.requireNonNull(ReflectionUtils.invokeMethod(getter, operation));
  }
}
