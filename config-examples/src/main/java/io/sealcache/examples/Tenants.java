package io.sealcache.examples;

import io.sealcache.EncryptedConfiguration;
import io.sealcache.keys.TenantResolver;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.spi.CachingProvider;

/** One cache for many tenants, each of whom sees and changes entries of its own only. */
final class Tenants implements AutoCloseable {
  private final CachingProvider provider;
  private final Cache<String, Customer> customers;

  /**
   * Opens the cache.
   *
   * @param resolver says for which tenant each operation is
   */
  Tenants(String masterKey, String indexKey, TenantResolver resolver) {
    Properties settings = new Properties();
    settings.setProperty(
        "sealcache.store.provider",
        "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider");
    settings.setProperty("sealcache.master-key", masterKey);
    settings.setProperty("sealcache.index-key", indexKey);

    provider = Caching.getCachingProvider("io.sealcache.EncryptedCachingProvider");
    CacheManager manager = provider.getCacheManager(null, null, settings);
    customers =
        manager.createCache(
            "customers-of-tenants",
            new EncryptedConfiguration<String, Customer>()
                .setTypes(String.class, Customer.class)
                .setTenantResolverFactory(() -> resolver));
  }

  /** The cache of whichever tenant the calling thread is for. */
  Cache<String, Customer> customers() {
    return customers;
  }

  @Override
  public void close() {
    provider.close();
  }
}
