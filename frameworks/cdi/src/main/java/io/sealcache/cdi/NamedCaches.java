package io.sealcache.cdi;

import java.lang.System.Logger.Level;
import java.lang.annotation.Annotation;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.annotation.CacheInvocationContext;
import javax.cache.annotation.CacheMethodDetails;
import javax.cache.annotation.CacheResolver;
import javax.cache.annotation.CacheResolverFactory;
import javax.cache.annotation.CacheResult;
import javax.cache.configuration.MutableConfiguration;

/** Finds caches by their names in one manager, and makes there those that are missing. */
final class NamedCaches implements CacheResolverFactory {
  private final CacheManager manager;

  NamedCaches(CacheManager manager) {
    this.manager = Plaintext.refuse(manager); // before a cache is made in it
  }

  @Override
  public CacheResolver getCacheResolver(CacheMethodDetails<? extends Annotation> method) {
    return new NamedCache(manager, method.getCacheName());
  }

  @Override
  public CacheResolver getExceptionCacheResolver(CacheMethodDetails<CacheResult> method) {
    return new NamedCache(manager, method.getCacheAnnotation().exceptionCacheName());
  }

  /** Looked up at each call: the manager may be each request's own, or the cache closed. */
  private record NamedCache(CacheManager manager, String name) implements CacheResolver {
    @Override
    @SuppressWarnings("unchecked") // a method's annotation names a cache, but no types
    public <K, V> Cache<K, V> resolveCache(CacheInvocationContext<? extends Annotation> call) {
      Cache<?, ?> found = manager.getCache(name);
      return (Cache<K, V>) (found == null ? create() : found);
    }

    private Cache<?, ?> create() {
      Plaintext.refuse(manager);
      try {
        Cache<?, ?> created = manager.createCache(name, new MutableConfiguration<>());
        JCacheExtension.LOGGER.log(
            Level.WARNING,
            () ->
                "No cache '"
                    + name
                    + "': it was created, without limit or expiry. Create it before its first use");
        return created;
      } catch (CacheException e) {
        Cache<?, ?> found = manager.getCache(name); // another thread was faster
        if (found == null) {
          throw e;
        }
        return found;
      }
    }
  }
}
