package io.sealcache.cdi;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Vetoed;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import javax.cache.annotation.CacheRemoveAll;
import org.jspecify.annotations.Nullable;

/** Removes all entries. */
@CacheRemoveAll
@Interceptor
@Priority(Interceptor.Priority.LIBRARY_BEFORE)
@Vetoed // but registered by the extension
class CacheRemoveAllInterceptor implements Serializable {
  @Inject CachedCalls calls;

  @AroundInvoke
  @Nullable Object aroundInvoke(InvocationContext invocation) throws Exception {
    CacheCall<CacheRemoveAll> call = calls.call(invocation);
    if (call == null) {
      return invocation.proceed(); // to the method itself
    }
    CacheRemoveAll annotation = call.getCacheAnnotation();
    ThrowableFilter filter =
        ThrowableFilter.of(annotation.evictFor(), annotation.noEvictFor(), false);
    return new AroundChange(annotation.afterInvocation(), filter)
        .run(invocation, () -> call.cache().removeAll());
  }
}
