package io.sealcache.cdi;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheMethodDetails;
import javax.cache.annotation.CacheResolverFactory;
import org.jspecify.annotations.Nullable;

/**
 * The details of a cached method, by its annotation and its class's {@link CacheDefaults} together.
 */
final class CachedMethod<A extends Annotation> implements CacheMethodDetails<A> {
  private final Method method;
  private final CacheAnnotation<A> own;
  private final @Nullable CacheDefaults defaults;

  private CachedMethod(Method method, CacheAnnotation<A> own, @Nullable CacheDefaults defaults) {
    this.method = method;
    this.own = own;
    this.defaults = defaults;
  }

  /**
   * @param beanClass the bean's, or one that a container made below it
   * @param method with exactly one of the four annotations
   */
  static CachedMethod<?> of(Class<?> beanClass, Method method) {
    return of(beanClass, method, CacheAnnotation.on(method).get(0));
  }

  private static <A extends Annotation> CachedMethod<A> of(
      Class<?> beanClass, Method method, CacheAnnotation<A> annotation) {
    return new CachedMethod<>(method, annotation, defaults(beanClass));
  }

  private static @Nullable CacheDefaults defaults(Class<?> beanClass) {
    for (Class<?> type = beanClass; type != null; type = type.getSuperclass()) {
      CacheDefaults found = type.getDeclaredAnnotation(CacheDefaults.class);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  @Override
  public Method getMethod() {
    return method;
  }

  @Override
  public Set<Annotation> getAnnotations() {
    return Set.of(method.getAnnotations());
  }

  @Override
  public A getCacheAnnotation() {
    return own.annotation();
  }

  @Override
  public String getCacheName() {
    if (!own.cacheName().isEmpty()) {
      return own.cacheName();
    }
    if (defaults != null && !defaults.cacheName().isEmpty()) {
      return defaults.cacheName();
    }
    return Arrays.stream(method.getParameterTypes())
        .map(Class::getName)
        .collect(
            Collectors.joining(
                ",", method.getDeclaringClass().getName() + "." + method.getName() + "(", ")"));
  }

  /** {@link CacheResolverFactory} itself where none is named. */
  Class<? extends CacheResolverFactory> resolverFactory() {
    if (own.resolverFactory() != CacheResolverFactory.class || defaults == null) {
      return own.resolverFactory();
    }
    return defaults.cacheResolverFactory();
  }

  /** {@link CacheKeyGenerator} itself where none is named. */
  Class<? extends CacheKeyGenerator> keyGenerator() {
    if (own.keyGenerator() != CacheKeyGenerator.class || defaults == null) {
      return own.keyGenerator();
    }
    return defaults.cacheKeyGenerator();
  }

  @Override
  public String toString() {
    return own + " of " + MethodName.of(method);
  }
}
