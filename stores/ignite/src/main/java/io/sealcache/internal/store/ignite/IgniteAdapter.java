package io.sealcache.internal.store.ignite;

import io.sealcache.internal.store.CacheExpiry;
import io.sealcache.internal.store.ClientSidePort;
import io.sealcache.internal.store.JCachePort;
import io.sealcache.internal.store.ListedEntry;
import io.sealcache.internal.store.StoreAdapter;
import io.sealcache.internal.store.StoreKind;
import io.sealcache.internal.store.StorePort;
import io.sealcache.internal.store.ValueCarrier;
import java.util.Iterator;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.Configuration;
import javax.cache.expiry.EternalExpiryPolicy;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.cache.CacheMode;
import org.apache.ignite.configuration.CacheConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * For Ignite, which asks the expiry policy on the node that holds the entry and sends it there: it
 * is asked here and sent as constants.
 */
public final class IgniteAdapter implements StoreAdapter {
  private static final StoreKind KIND = new StoreKind(ValueCarrier.BYTES, true);

  @Override
  public StoreKind kind() {
    return KIND;
  }

  @Override
  public StorePort openDescriptors(CacheManager manager) {
    CacheConfiguration<String, Object> everywhere = configuration(DESCRIPTORS);
    everywhere.setCacheMode(CacheMode.REPLICATED);
    IgniteCache<String, Object> cache = plain(manager, everywhere);
    return new JCachePort(cache, KIND.carrier());
  }

  @Override
  public StorePort createCache(
      CacheManager manager,
      String name,
      CacheExpiry expiry,
      @Nullable Configuration<?, ?> ofStore) {
    IgniteCache<String, Object> cache = plain(manager, configuration(name));
    refuseCode(cache);
    return new ClientSidePort<>(
        new IgniteEntries(cache),
        expiry.isStandard(),
        expiry.patience(),
        new JCachePort(cache, KIND.carrier()));
  }

  @Override
  public @Nullable Iterator<ListedEntry> walk(CacheManager manager, String name) {
    IgniteCache<String, Object> cache = manager.unwrap(Ignite.class).cache(name);
    return cache == null ? null : new JCachePort(cache.withKeepBinary(), KIND.carrier()).list();
  }

  // Objects of classes that other nodes name stay in their binary form: none of them is an entry.
  private static IgniteCache<String, Object> plain(
      CacheManager manager, CacheConfiguration<String, Object> configuration) {
    return manager.unwrap(Ignite.class).getOrCreateCache(configuration).withKeepBinary();
  }

  // Java's types are checked nowhere; the carrier's is what values have.
  @SuppressWarnings({"unchecked", "rawtypes"})
  private CacheConfiguration<String, Object> configuration(String name) {
    CacheConfiguration<String, Object> configuration = new CacheConfiguration<>(name);
    ((CacheConfiguration) configuration).setTypes(String.class, KIND.carrier().type());
    configuration.setExpiryPolicyFactory(EternalExpiryPolicy.factoryOf());
    return configuration;
  }

  // Nodes may have had the cache, with a configuration of their own.
  @SuppressWarnings("unchecked")
  private static void refuseCode(IgniteCache<String, Object> cache) {
    CacheConfiguration<String, Object> actual = cache.getConfiguration(CacheConfiguration.class);
    refuse(cache, actual.getCacheStoreFactory() != null, "a cache store");
    refuse(cache, actual.getInterceptor() != null, "an interceptor");
    refuse(cache, !actual.getQueryEntities().isEmpty(), "query entities");
    refuse(cache, actual.getEvictionFilter() != null, "an eviction filter");
    refuse(cache, !isIgnites(actual.getEvictionPolicyFactory()), "an eviction policy of user code");
    refuse(cache, !isIgnites(actual.getAffinity()), "an affinity function of user code");
  }

  private static boolean isIgnites(@Nullable Object code) {
    return code == null || code.getClass().getName().startsWith("org.apache.ignite.");
  }

  private static void refuse(IgniteCache<String, Object> cache, boolean present, String what) {
    if (present) {
      throw new CacheException(
          "Ignite's configuration gives cache '%s' %s, which would be handed encrypted entries; remove it there"
              .formatted(cache.getName(), what));
    }
  }
}
