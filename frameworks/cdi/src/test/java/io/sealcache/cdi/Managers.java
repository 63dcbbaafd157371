package io.sealcache.cdi;

import com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider;
import io.sealcache.EncryptedCachingProvider;
import java.lang.annotation.Annotation;
import java.net.URI;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.annotation.CacheInvocationContext;
import javax.cache.annotation.CacheMethodDetails;
import javax.cache.annotation.CacheResolver;
import javax.cache.annotation.CacheResolverFactory;
import javax.cache.annotation.CacheResult;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;

/** Cache managers that no two tests share. */
final class Managers {
  private static final AtomicInteger LAST = new AtomicInteger();

  private Managers() {}

  static CacheManager unencrypted() {
    return manager(new CaffeineCachingProvider(), new Properties());
  }

  /** Over the unencrypted store. */
  static CacheManager encrypted(Properties settings) {
    return manager(new EncryptedCachingProvider(), settings);
  }

  private static CacheManager manager(CachingProvider provider, Properties settings) {
    URI uri = URI.create("test:" + LAST.incrementAndGet());
    return provider.getCacheManager(uri, Managers.class.getClassLoader(), settings);
  }

  /** Finds caches of a manager. */
  abstract static class ResolverFactory implements CacheResolverFactory {
    abstract CacheManager manager();

    @Override
    public CacheResolver getCacheResolver(CacheMethodDetails<? extends Annotation> method) {
      Cache<?, ?> cache =
          manager().createCache(method.getCacheName(), new MutableConfiguration<>());
      return new CacheResolver() {
        @Override
        @SuppressWarnings("unchecked")
        public <K, V> Cache<K, V> resolveCache(CacheInvocationContext<? extends Annotation> call) {
          return (Cache<K, V>) cache;
        }
      };
    }

    @Override
    public CacheResolver getExceptionCacheResolver(CacheMethodDetails<CacheResult> method) {
      throw new UnsupportedOperationException();
    }
  }
}
