package io.sealcache.examples;

import io.micrometer.core.instrument.MeterRegistry;
import io.sealcache.micrometer.SealCacheMetrics;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;

/** A cache whose meters Micrometer has. The part between the marks is in docs/operations.md. */
final class MeteredCache {
  private MeteredCache() {}

  static Cache<String, Customer> create(CacheManager manager, MeterRegistry registry) {
    // docs/operations.md
    Cache<String, Customer> customers =
        manager.createCache(
            "customers",
            new MutableConfiguration<String, Customer>().setTypes(String.class, Customer.class));
    SealCacheMetrics.monitor(registry, customers, "region", "eu"); // each meter has this tag
    // /docs/operations.md
    return customers;
  }
}
