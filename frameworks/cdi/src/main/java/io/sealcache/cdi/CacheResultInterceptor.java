package io.sealcache.cdi;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Vetoed;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import java.lang.invoke.MethodType;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.annotation.CacheResult;
import org.jspecify.annotations.Nullable;

/** Answers calls from a cache. */
@CacheResult
@Interceptor
@Priority(Interceptor.Priority.LIBRARY_BEFORE)
@Vetoed // but registered by the extension
class CacheResultInterceptor implements Serializable {
  @Inject CachedCalls calls;

  @AroundInvoke
  @Nullable Object aroundInvoke(InvocationContext invocation) throws Exception {
    CacheCall<CacheResult> call = calls.call(invocation);
    if (call == null) {
      return invocation.proceed(); // to the method itself
    }
    Object key = call.key();
    Cache<Object, Object> cache = call.cache();
    Cache<Object, Throwable> exceptions = call.exceptionCache();
    if (!call.getCacheAnnotation().skipGet()) {
      Object cached = cache.get(key);
      if (cached != null) {
        return checked(cached, call);
      }
      if (exceptions != null) {
        rethrow(exceptions.get(key));
      }
    }
    Object result = proceed(invocation, call, exceptions, key);
    if (result != null) {
      cache.put(key, result);
    }
    return result;
  }

  private static @Nullable Object proceed(
      InvocationContext invocation,
      CacheCall<CacheResult> call,
      @Nullable Cache<Object, Throwable> exceptions,
      Object key)
      throws Exception {
    try {
      return invocation.proceed();
    } catch (Throwable thrown) {
      if (exceptions != null && filter(call.getCacheAnnotation()).takes(thrown)) {
        AroundChange.runBeside(thrown, () -> exceptions.put(key, thrown));
      }
      throw thrown;
    }
  }

  private static ThrowableFilter filter(CacheResult annotation) {
    return ThrowableFilter.of(
        annotation.cachedExceptions(), annotation.nonCachedExceptions(), true);
  }

  /** Two methods may share a cache, and their arguments be equal. */
  private static Object checked(Object cached, CacheCall<CacheResult> call) {
    Class<?> type = MethodType.methodType(call.getMethod().getReturnType()).wrap().returnType();
    if (!type.isInstance(cached)) {
      throw new CacheException(
          MethodName.of(call.getMethod())
              + " returns "
              + type.getName()
              + ", but cache '"
              + call.getCacheName()
              + "' has a "
              + cached.getClass().getName()
              + " for its arguments. Give it a cache of its own");
    }
    return cached;
  }

  private static void rethrow(@Nullable Throwable cached) throws Exception {
    if (cached instanceof Exception exception) {
      throw exception;
    }
    if (cached instanceof Error error) {
      throw error;
    }
    if (cached != null) {
      throw new CacheException("A cached throwable is neither exception nor error", cached);
    }
  }
}
