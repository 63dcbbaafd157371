package io.sealcache.cdi;

import jakarta.interceptor.InvocationContext;
import org.jspecify.annotations.Nullable;

/**
 * Changes a cache before a call or after it.
 *
 * @param filter after which exceptions of the call the cache is changed too
 */
record AroundChange(boolean afterInvocation, ThrowableFilter filter) {

  @Nullable Object run(InvocationContext invocation, Runnable change) throws Exception {
    if (!afterInvocation) {
      change.run();
      return invocation.proceed();
    }
    Object result;
    try {
      result = invocation.proceed();
    } catch (Throwable thrown) {
      if (filter.takes(thrown)) {
        runBeside(thrown, change);
      }
      throw thrown;
    }
    change.run();
    return result;
  }

  /** The caller sees the exception of the method, whatever becomes of the cache. */
  static void runBeside(Throwable thrown, Runnable change) {
    try {
      change.run();
    } catch (RuntimeException failed) {
      thrown.addSuppressed(failed);
    }
  }
}
