package io.sealcache.cdi;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Vetoed;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import java.util.Objects;
import javax.cache.Cache;
import javax.cache.annotation.CachePut;
import org.jspecify.annotations.Nullable;

/** Puts an argument of a call into a cache. */
@CachePut
@Interceptor
@Priority(Interceptor.Priority.LIBRARY_BEFORE)
@Vetoed // but registered by the extension
class CachePutInterceptor implements Serializable {
  @Inject CachedCalls calls;

  @AroundInvoke
  @Nullable Object aroundInvoke(InvocationContext invocation) throws Exception {
    CacheCall<CachePut> call = calls.call(invocation);
    if (call == null) {
      return invocation.proceed(); // to the method itself
    }
    CachePut annotation = call.getCacheAnnotation();
    Object value = Objects.requireNonNull(call.getValueParameter()).getValue();
    Object key = call.key(); // before the method changes what it was handed
    ThrowableFilter filter =
        ThrowableFilter.of(annotation.cacheFor(), annotation.noCacheFor(), false);
    return new AroundChange(annotation.afterInvocation(), filter)
        .run(invocation, () -> put(call.cache(), key, value));
  }

  /** JCache has no null; what was there before is no more true. */
  private static void put(Cache<Object, Object> cache, Object key, @Nullable Object value) {
    if (value == null) {
      cache.remove(key);
    } else {
      cache.put(key, value);
    }
  }
}
