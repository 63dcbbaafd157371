package io.sealcache.internal.store;

import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.configuration.OptionalFeature;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;

/**
 * The properties that all caches of a store share, and how one is created by the standard API.
 * Immutable.
 *
 * @param carrier the type in which this store holds values: part of the stored format
 * @param sharesCaches whether its caches are there for other JVMs too, and outlive this one
 */
public record StoreKind(ValueCarrier carrier, boolean sharesCaches) {

  /** The place of the descriptors of shared caches: a cache like others. */
  public StorePort openDescriptors(CacheManager manager) {
    return new JCachePort(
        createCache(manager, StoreAdapter.DESCRIPTORS, CacheExpiry.NEVER), carrier);
  }

  /** The store's cache by itself. */
  public Cache<String, Object> createCache(CacheManager manager, String name, CacheExpiry expiry) {
    return manager.createCache(name, configuration(manager, expiry));
  }

  /** The configuration of the store's cache. */
  @SuppressWarnings({"unchecked", "rawtypes"}) // a carrier of any class is an Object to us
  public MutableConfiguration<String, Object> configuration(
      CacheManager manager, CacheExpiry expiry) {
    MutableConfiguration<String, Object> configuration =
        new MutableConfiguration<String, Object>()
            .setExpiryPolicyFactory(expiryFactory(expiry))
            // ValueCarrier are immutable: where the store can, it needs no copies.
            .setStoreByValue(
                !manager.getCachingProvider().isSupported(OptionalFeature.STORE_BY_REFERENCE));
    ((MutableConfiguration) configuration).setTypes(String.class, carrier.type());
    return configuration;
  }

  /** For a store that asks the expiry policy on the caller's thread. */
  // A store that knows that nothing expires keeps no times, and needs not ask.
  public static Factory<? extends ExpiryPolicy> expiryFactory(CacheExpiry expiry) {
    return expiry.isEternal() ? EternalExpiryPolicy.factoryOf() : CallerExpiryPolicy.factory();
  }
}
