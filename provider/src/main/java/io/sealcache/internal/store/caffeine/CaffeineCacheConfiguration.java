package io.sealcache.internal.store.caffeine;

import com.github.benmanes.caffeine.jcache.configuration.CaffeineConfiguration;
import javax.cache.CacheException;

/** What remains for Caffeine of its configuration of a cache, declared or by code. */
final class CaffeineCacheConfiguration {
  private CaffeineCacheConfiguration() {}

  /**
   * One for encrypted entries with the bounds, durations, threads and clock of {@code users}; its
   * types and expiry policy are still to be set.
   *
   * @throws CacheException if something in it would be given encrypted entries
   */
  static CaffeineConfiguration<String, Object> of(String name, CaffeineConfiguration<?, ?> users) {
    refuse(name, users);
    CaffeineConfiguration<String, Object> stores = new CaffeineConfiguration<>();
    stores.setStoreByValue(false); // carriers are immutable
    stores.setMaximumSize(users.getMaximumSize());
    stores.setExpireAfterWrite(users.getExpireAfterWrite());
    stores.setExpireAfterAccess(users.getExpireAfterAccess());
    stores.setExecutorFactory(users.getExecutorFactory());
    stores.setSchedulerFactory(users.getSchedulerFactory());
    stores.setTickerFactory(users.getTickerFactory());
    stores.setNativeStatisticsEnabled(users.isNativeStatisticsEnabled());
    return stores;
  }

  private static void refuse(String name, CaffeineConfiguration<?, ?> users) {
    if (users.getWeigherFactory().isPresent() || users.getMaximumWeight().isPresent()) {
      throw refusal(name, "policy.maximum.weigher", "policy.maximum.size");
    }
    if (users.getExpiryFactory().isPresent()) {
      throw refusal(
          name,
          "policy.eager-expiration.variable",
          "policy.lazy-expiration, or create the cache with an ExpiryPolicy");
    }
    if (users.getRefreshAfterWrite().isPresent() && users.isReadThrough()) {
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
