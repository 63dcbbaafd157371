package io.sealcache.cdi;

import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.annotation.CacheInvocationParameter;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CacheKeyInvocationContext;
import javax.cache.annotation.CacheValue;
import javax.cache.annotation.GeneratedCacheKey;
import org.jspecify.annotations.Nullable;

/** One call of a cached method. */
final class CacheCall<A extends Annotation> implements CacheKeyInvocationContext<A> {
  private final CachePlan<A> plan;
  private final InvocationContext invocation;
  private final List<Parameter> parameters;

  CacheCall(CachePlan<A> plan, InvocationContext invocation) {
    this.plan = plan;
    this.invocation = invocation;
    this.parameters = Parameter.of(plan.method().getMethod(), invocation.getParameters());
  }

  Cache<Object, Object> cache() {
    return found(plan.resolver().<Object, Object>resolveCache(this));
  }

  /** Where exceptions are cached, if they are. */
  @Nullable Cache<Object, Throwable> exceptionCache() {
    return plan.exceptionResolver() == null
        ? null
        : found(plan.exceptionResolver().<Object, Throwable>resolveCache(this));
  }

  private <V> Cache<Object, V> found(@Nullable Cache<Object, V> cache) {
    return Plaintext.refuse(
        Objects.requireNonNull(
            cache, () -> plan.method() + ": its cacheResolverFactory found no cache"));
  }

  /** Of the arguments as they are now. */
  GeneratedCacheKey key() {
    return Objects.requireNonNull(
        plan.keyGenerator().generateCacheKey(this), () -> plan.method() + ": no key was generated");
  }

  @Override
  public CacheInvocationParameter[] getAllParameters() {
    return parameters.toArray(CacheInvocationParameter[]::new);
  }

  @Override
  public CacheInvocationParameter[] getKeyParameters() {
    boolean marked = parameters.stream().anyMatch(parameter -> parameter.isMarked(CacheKey.class));
    return parameters.stream()
        .filter(parameter -> parameter.isMarked(CacheKey.class) || (!marked && !isValue(parameter)))
        .toArray(CacheInvocationParameter[]::new);
  }

  @Override
  public @Nullable CacheInvocationParameter getValueParameter() {
    return parameters.stream().filter(CacheCall::isValue).findFirst().orElse(null);
  }

  private static boolean isValue(Parameter parameter) {
    return parameter.isMarked(CacheValue.class);
  }

  @Override
  public Object getTarget() {
    return invocation.getTarget();
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    for (Object candidate : List.of(this, invocation)) {
      if (type.isInstance(candidate)) {
        return type.cast(candidate);
      }
    }
    throw new IllegalArgumentException("No " + type.getName() + " is behind a call of a method");
  }

  @Override
  public Method getMethod() {
    return plan.method().getMethod();
  }

  @Override
  public Set<Annotation> getAnnotations() {
    return plan.method().getAnnotations();
  }

  @Override
  public A getCacheAnnotation() {
    return plan.method().getCacheAnnotation();
  }

  @Override
  public String getCacheName() {
    return plan.method().getCacheName();
  }

  /** Without the arguments. */
  @Override
  public String toString() {
    return "call: " + plan.method();
  }
}
