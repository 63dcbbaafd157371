package io.sealcache.quarkus;

// docs/frameworks.md
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;

public class EncryptedCaches {
  @Startup // made at the start, which fails without a key
  @Produces
  @ApplicationScoped
  CacheManager manager() {
    CacheManager manager =
        Caching.getCachingProvider("io.sealcache.EncryptedCachingProvider").getCacheManager();
    manager.createCache("patients", new MutableConfiguration<>());
    return manager;
  }

  void close(@Disposes CacheManager manager) {
    manager.close();
  }
}
// /docs/frameworks.md
