package io.sealcache.cdi;

import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Supplier;
import javax.cache.CacheManager;
import javax.cache.annotation.CacheInvocationParameter;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheMethodDetails;
import javax.cache.annotation.CacheResolver;
import javax.cache.annotation.CacheResolverFactory;
import javax.cache.annotation.CacheResult;
import org.jspecify.annotations.Nullable;

/** The parts of a call that are the same for all calls of a method. */
record CachePlan<A extends Annotation>(
    CachedMethod<A> method,
    CacheResolver resolver,
    @Nullable CacheResolver exceptionResolver,
    CacheKeyGenerator keyGenerator) {

  /**
   * @param manager where no factory is named
   */
  static <A extends Annotation> CachePlan<A> of(
      CachedMethod<A> method, Components components, Supplier<CacheManager> manager) {
    Class<? extends CacheResolverFactory> type = method.resolverFactory();
    CacheResolverFactory factory =
        type == CacheResolverFactory.class ? new NamedCaches(manager.get()) : components.get(type);
    return new CachePlan<>(
        method,
        Objects.requireNonNull(
            factory.getCacheResolver(method),
            () -> method + ": its cacheResolverFactory gave no resolver"),
        exceptions(factory, method),
        keys(method, components));
  }

  private static @Nullable CacheResolver exceptions(
      CacheResolverFactory factory, CachedMethod<?> method) {
    if (method.getCacheAnnotation() instanceof CacheResult result
        && !result.exceptionCacheName().isBlank()) {
      @SuppressWarnings("unchecked") // that is its annotation
      CacheMethodDetails<CacheResult> details = (CacheMethodDetails<CacheResult>) method;
      return Objects.requireNonNull(
          factory.getExceptionCacheResolver(details),
          () -> method + ": its cacheResolverFactory gave no resolver for exceptions");
    }
    return null;
  }

  private static CacheKeyGenerator keys(CachedMethod<?> method, Components components) {
    Class<? extends CacheKeyGenerator> type = method.keyGenerator();
    if (type != CacheKeyGenerator.class) {
      return components.get(type);
    }
    return call ->
        ArgumentsKey.of(
            Arrays.stream(call.getKeyParameters())
                .map(CacheInvocationParameter::getValue)
                .toArray());
  }
}
