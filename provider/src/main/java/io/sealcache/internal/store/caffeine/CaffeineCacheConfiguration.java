package io.sealcache.internal.store.caffeine;

import com.github.benmanes.caffeine.jcache.configuration.CaffeineConfiguration;
import javax.cache.CacheException;

/** The rest of a cache's configuration that remains for Caffeine, declared or by code. */
final class CaffeineCacheConfiguration {
  private CaffeineCacheConfiguration() {}

  /**
   * One for encrypted entries with the bounds, durations, threads and clock of {@code
   * applications}; its types and expiry policy are still to be set.
   *
   * @throws CacheException if something in it would be given encrypted entries
   */
  static CaffeineConfiguration<String, Object> of(
      String name, CaffeineConfiguration<?, ?> applications) {
    refuse(name, applications);
    CaffeineConfiguration<String, Object> stores = new CaffeineConfiguration<>();
    stores.setStoreByValue(false); // carriers are immutable
    stores.setMaximumSize(applications.getMaximumSize());
    stores.setExpireAfterWrite(applications.getExpireAfterWrite());
    stores.setExpireAfterAccess(applications.getExpireAfterAccess());
    stores.setExecutorFactory(applications.getExecutorFactory());
    stores.setSchedulerFactory(applications.getSchedulerFactory());
    stores.setTickerFactory(applications.getTickerFactory());
    stores.setNativeStatisticsEnabled(applications.isNativeStatisticsEnabled());
    return stores;
  }

  private static void refuse(String name, CaffeineConfiguration<?, ?> applications) {
    if (applications.getWeigherFactory().isPresent()
        || applications.getMaximumWeight().isPresent()) {
      throw refusal(name, "policy.maximum.weigher", "policy.maximum.size");
    }
    if (applications.getExpiryFactory().isPresent()) {
      throw refusal(
          name,
          "policy.eager-expiration.variable",
          "policy.lazy-expiration, or create the cache with an ExpiryPolicy");
    }
    if (applications.getRefreshAfterWrite().isPresent() && applications.isReadThrough()) {
      throw refusal(
          name, "policy.refresh.after-write", "policy.eager-expiration.after-write, to load anew");
    }
  }

  private static CacheException refusal(String name, String element, String instead) {
    return new CacheException(
        ("Caffeine's configuration of cache '%s': %s would have Caffeine work on encrypted entries;"
                + " write %s")
            .formatted(name, element, instead));
  }
}
