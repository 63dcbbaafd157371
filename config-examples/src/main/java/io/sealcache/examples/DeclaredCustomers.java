package io.sealcache.examples;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import org.jspecify.annotations.Nullable;

/** A program over a cache that the store's own file declares; it knows nothing of encryption. */
final class DeclaredCustomers {
  private DeclaredCustomers() {}

  /**
   * Runs it.
   *
   * @param provider the class name of the caching provider
   * @param properties of the cache manager: what the store takes from them, and SealCache's
   *     settings
   */
  static @Nullable Customer run(String provider, Properties properties) {
    try (CacheManager manager =
        Caching.getCachingProvider(provider).getCacheManager(null, null, properties)) {
      Cache<String, Customer> customers =
          requireNonNull(manager.getCache("customers-eu", String.class, Customer.class));
      customers.put(
          "ada@example.com",
          new Customer("Ada Lovelace", "GB33BUKB20201555555555", LocalDate.of(1815, 12, 10)));
      return customers.get("ada@example.com");
    }
  }
}
