package io.sealcache.cdi.page;

// docs/cdi.md
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;

@ApplicationScoped
public class CustomerCaches {
  @Produces
  @ApplicationScoped
  CacheManager open() {
    CacheManager manager =
        Caching.getCachingProvider("io.sealcache.EncryptedCachingProvider").getCacheManager();
    manager.createCache(
        "customers",
        new MutableConfiguration<>()
            .setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(Duration.ONE_HOUR)));
    return manager;
  }

  void close(@Disposes CacheManager manager) {
    manager.close();
  }
}
// /docs/cdi.md
