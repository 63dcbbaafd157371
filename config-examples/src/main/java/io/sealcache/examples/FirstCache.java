package io.sealcache.examples;

import java.time.LocalDate;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/** The least that makes a cache encrypted. The part between the marks is in the README. */
final class FirstCache {
  private FirstCache() {}

  static @Nullable Customer run(String masterKey, String indexKey) {
    // README.md
    Properties settings = new Properties();
    settings.setProperty(
        "sealcache.store.provider",
        "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider");
    settings.setProperty("sealcache.master-key", masterKey); // openssl rand -hex 32
    settings.setProperty("sealcache.index-key", indexKey); // another one

    CachingProvider provider = Caching.getCachingProvider("io.sealcache.EncryptedCachingProvider");
    try (CacheManager manager = provider.getCacheManager(null, null, settings)) {
      Cache<String, Customer> customers =
          manager.createCache(
              "customers",
              new MutableConfiguration<String, Customer>().setTypes(String.class, Customer.class));
      customers.put(
          "ada@example.com",
          new Customer("Ada Lovelace", "GB33BUKB20201555555555", LocalDate.of(1815, 12, 10)));
      return customers.get("ada@example.com");
    }
    // /README.md
  }
}
