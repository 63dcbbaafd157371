package io.sealcache.cdi;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.List;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResolverFactory;
import javax.cache.annotation.CacheResult;

/**
 * One of the four annotations that change what a call does, and what they have in common.
 *
 * @param keyGenerator of {@link CacheRemoveAll}, which needs no key, the default
 */
record CacheAnnotation<A extends Annotation>(
    A annotation,
    String cacheName,
    Class<? extends CacheResolverFactory> resolverFactory,
    Class<? extends CacheKeyGenerator> keyGenerator) {

  static final List<Class<? extends Annotation>> TYPES =
      List.of(CacheResult.class, CachePut.class, CacheRemove.class, CacheRemoveAll.class);

  /** Those that are on a method or class itself; more than one on a method is wrong. */
  static List<CacheAnnotation<?>> on(AnnotatedElement element) {
    List<CacheAnnotation<?>> found = new ArrayList<>();
    for (Class<? extends Annotation> type : TYPES) {
      Annotation annotation = element.getDeclaredAnnotation(type);
      if (annotation != null) {
        found.add(of(annotation));
      }
    }
    return found;
  }

  private static CacheAnnotation<?> of(Annotation annotation) {
    if (annotation instanceof CacheResult result) {
      return new CacheAnnotation<>(
          result, result.cacheName(), result.cacheResolverFactory(), result.cacheKeyGenerator());
    }
    if (annotation instanceof CachePut put) {
      return new CacheAnnotation<>(
          put, put.cacheName(), put.cacheResolverFactory(), put.cacheKeyGenerator());
    }
    if (annotation instanceof CacheRemove remove) {
      return new CacheAnnotation<>(
          remove, remove.cacheName(), remove.cacheResolverFactory(), remove.cacheKeyGenerator());
    }
    CacheRemoveAll removeAll = (CacheRemoveAll) annotation;
    return new CacheAnnotation<>(
        removeAll,
        removeAll.cacheName(),
        removeAll.cacheResolverFactory(),
        CacheKeyGenerator.class);
  }

  /** As it is written. */
  @Override
  public String toString() {
    return "@" + annotation.annotationType().getSimpleName();
  }
}
