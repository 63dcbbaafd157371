package io.sealcache.frameworks;

// docs/frameworks.md
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;

@Factory
public class CachesFactory {
  @Context // made at the start, which fails without a key
  @Bean(preDestroy = "close")
  CacheManager encryptedCaches() {
    CacheManager manager =
        Caching.getCachingProvider("io.sealcache.EncryptedCachingProvider").getCacheManager();
    manager.createCache("diagnoses", new MutableConfiguration<>());
    return manager;
  }
}
// /docs/frameworks.md
