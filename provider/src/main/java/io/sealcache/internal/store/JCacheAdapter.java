package io.sealcache.internal.store;

import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.configuration.OptionalFeature;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;

/** For stores that ask the expiry policy on the caller's thread and need nothing of their own. */
public final class JCacheAdapter implements StoreAdapter {
  private final ValueCarrier carrier;
  private final boolean sharesCaches;

  public JCacheAdapter(ValueCarrier carrier, boolean sharesCaches) {
    this.carrier = carrier;
    this.sharesCaches = sharesCaches;
  }

  @Override
  public boolean sharesCaches() {
    return sharesCaches;
  }

  @Override
  public ValueCarrier carrier() {
    return carrier;
  }

  @Override
  public DescriptorStore openDescriptors(CacheManager manager) {
    CacheExpiry never = new CacheExpiry(new EternalExpiryPolicy());
    Cache<String, Object> cache = create(manager, DescriptorStore.NAME, never);
    return new DescriptorStore(cache::get, cache::put, cache::remove);
  }

  @Override
  public StoreCalls createCache(
      CacheManager manager,
      String name,
      CacheExpiry expiry,
      @Nullable Configuration<?, ?> ofStore) {
    return new JCacheCalls(create(manager, name, expiry), JCacheCalls.BulkRead.AT_ONCE);
  }

  /** The store's cache by itself. */
  public Cache<String, Object> create(CacheManager manager, String name, CacheExpiry expiry) {
    return manager.createCache(name, configuration(manager, expiry));
  }

  /** The configuration of the store's cache. */
  @SuppressWarnings({"unchecked", "rawtypes"}) // a carrier of any class is an Object to us
  public MutableConfiguration<String, Object> configuration(
      CacheManager manager, CacheExpiry expiry) {
    MutableConfiguration<String, Object> configuration =
        new MutableConfiguration<String, Object>()
            .setExpiryPolicyFactory(expiryFactory(expiry))
            // Carriers are immutable: where the store can, it needs no copies.
            .setStoreByValue(
                !manager.getCachingProvider().isSupported(OptionalFeature.STORE_BY_REFERENCE));
    ((MutableConfiguration) configuration).setTypes(String.class, carrier.type());
    return configuration;
  }

  // A store that knows that nothing expires keeps no times, and needs not ask.
  public static Factory<? extends ExpiryPolicy> expiryFactory(CacheExpiry expiry) {
    return expiry.isEternal() ? EternalExpiryPolicy.factoryOf() : CallerExpiryPolicy.FACTORY;
  }
}
