package io.sealcache.cdi;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Vetoed;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.cache.CacheManager;
import org.jspecify.annotations.Nullable;

/**
 * The plans for the methods that interceptors are called for. A bean with a proxy, so that
 * interceptors of passivating beans can be serialised.
 */
@ApplicationScoped
@Vetoed // but registered by the extension
class CachedCalls {
  private final Map<BeanMethod, CachePlan<?>> plans = new ConcurrentHashMap<>();

  @Inject Instance<Object> beans;
  @Inject BeanManager manager;
  @Inject JCacheExtension extension;
  private volatile @Nullable Components components;

  private record BeanMethod(Class<?> beanClass, Method method) {}

  /** Null for what only leads to the method, as another call. */
  <A extends Annotation> @Nullable CacheCall<A> call(InvocationContext invocation) {
    BeanMethod called = new BeanMethod(invocation.getTarget().getClass(), invocation.getMethod());
    CachePlan<?> plan = plans.get(called);
    if (plan == null) {
      Method method = BridgeTarget.of(called.method());
      if (method == null) {
        return null;
      }
      plan = plan(called.beanClass(), method);
      plans.put(called, plan);
    }
    @SuppressWarnings("unchecked") // each interceptor is called for its own annotation
    CachePlan<A> own = (CachePlan<A>) plan;
    return new CacheCall<>(own, invocation);
  }

  private CachePlan<?> plan(Class<?> beanClass, Method method) {
    return CachePlan.of(CachedMethod.of(beanClass, method), components(), () -> cacheManager());
  }

  /**
   * Makes the manager, once; one of a request, or of another scope that isn't there, is looked at
   * where it is first used.
   *
   * @throws javax.cache.CacheException if it is not encrypted, and needs to be
   */
  void look() {
    Instance<CacheManager> found = beans.select(CacheManager.class);
    if (found.isUnsatisfied() || isActive(found.getHandle().getBean().getScope())) {
      Plaintext.refuse(cacheManager());
    }
  }

  private boolean isActive(Class<? extends Annotation> scope) {
    try {
      return manager.getContext(scope).isActive();
    } catch (ContextNotActiveException e) {
      return false;
    }
  }

  private synchronized Components components() {
    Components found = components;
    if (found == null) {
      found = new Components(beans, manager);
      components = found;
    }
    return found;
  }

  private CacheManager cacheManager() {
    Instance<CacheManager> found = beans.select(CacheManager.class);
    return found.isUnsatisfied() ? extension.foundManager() : components().get(CacheManager.class);
  }

  @PreDestroy
  void dispose() {
    components().dispose();
  }
}
