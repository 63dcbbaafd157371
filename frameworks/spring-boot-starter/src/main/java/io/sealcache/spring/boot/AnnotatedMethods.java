package io.sealcache.spring.boot;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Objects;
import javax.cache.annotation.CacheResult;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.cache.interceptor.CacheResolver;
import org.springframework.cache.jcache.interceptor.JCacheOperation;
import org.springframework.cache.jcache.interceptor.JCacheOperationSource;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.MethodIntrospector.MetadataLookup;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * The methods that JCache's own annotations are on, such as {@code @CacheResult}. Their {@code
 * cacheResolverFactory}, or the resolvers of a {@code JCacheConfigurer}, may find any cache, and
 * need not be beans.
 */
final class AnnotatedMethods {
  private final ConfigurableListableBeanFactory beans;

  AnnotatedMethods(ConfigurableListableBeanFactory beans) {
    this.beans = beans;
  }

  /** Hears what each of them caches by. */
  interface Visitor {
    /**
     * Hears of one.
     *
     * @param bean the name of the bean that has the method
     */
    void visit(CacheResolver resolver, Method method, String bean);
  }

  /** Makes no bean that isn't made. */
  void forEach(Visitor visitor) {
    beans
        .getBeansOfType(JCacheOperationSource.class, false, false)
        .values()
        .forEach(source -> forEach(source, visitor));
  }

  private void forEach(JCacheOperationSource source, Visitor visitor) {
    for (String bean : beans.getBeanDefinitionNames()) {
      Class<?> type = targetType(bean);
      if (type != null && source.isCandidateClass(type)) {
        operations(source, type)
            .forEach(
                (method, operation) -> {
                  if (operation != null) {
                    visitor.visit(operation.getCacheResolver(), method, bean);
                    CacheResolver ofExceptions = resolverOfExceptions(operation);
                    if (ofExceptions != null) {
                      visitor.visit(ofExceptions, method, bean);
                    }
                  }
                });
      }
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

  /** Where what the method throws is kept; null if nowhere. */
  private static @Nullable CacheResolver resolverOfExceptions(JCacheOperation<?> operation) {
    if (!(operation.getCacheAnnotation() instanceof CacheResult result)
        || result.exceptionCacheName().isEmpty()) {
      return null;
    }
    // A public method of a class that isn't.
    Method getter =
        Objects.requireNonNull(
            ReflectionUtils.findMethod(operation.getClass(), "getExceptionCacheResolver"));
    ReflectionUtils.makeAccessible(getter);
    return (CacheResolver) ReflectionUtils.invokeMethod(getter, operation);
  }

  private static Map<Method, @Nullable JCacheOperation<?>> operations(
      JCacheOperationSource source, Class<?> type) {
    MetadataLookup<@Nullable JCacheOperation<?>> lookup =
        method -> source.getCacheOperation(method, type);
    return MethodIntrospector.selectMethods(type, lookup);
  }
}
