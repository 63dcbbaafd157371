package io.sealcache.cdi;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Vetoed;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import javax.cache.annotation.CacheRemove;
import org.jspecify.annotations.Nullable;

/** Removes the entry of a call's arguments. */
@CacheRemove
@Interceptor
@Priority(Interceptor.Priority.LIBRARY_BEFORE)
@Vetoed // but registered by the extension
class CacheRemoveInterceptor implements Serializable {
  @Inject CachedCalls calls;

  @AroundInvoke
  @Nullable Object aroundInvoke(InvocationContext invocation) throws Exception {
    CacheCall<CacheRemove> call = calls.call(invocation);
    if (call == null) {
      return invocation.proceed(); // to the method itself
    }
    CacheRemove annotation = call.getCacheAnnotation();
    Object key = call.key(); // before the method changes what it was handed
    ThrowableFilter filter =
        ThrowableFilter.of(annotation.evictFor(), annotation.noEvictFor(), false);
    return new AroundChange(annotation.afterInvocation(), filter)
        .run(invocation, () -> call.cache().remove(key));
  }
}
