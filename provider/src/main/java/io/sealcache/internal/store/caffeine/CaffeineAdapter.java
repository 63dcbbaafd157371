package io.sealcache.internal.store.caffeine;

import com.github.benmanes.caffeine.jcache.configuration.CaffeineConfiguration;
import com.github.benmanes.caffeine.jcache.configuration.TypesafeConfigurator;
import com.typesafe.config.Config;
import io.sealcache.internal.store.CacheExpiry;
import io.sealcache.internal.store.JCachePort;
import io.sealcache.internal.store.ListedEntry;
import io.sealcache.internal.store.StoreAdapter;
import io.sealcache.internal.store.StoreKind;
import io.sealcache.internal.store.StorePort;
import io.sealcache.internal.store.ValueCarrier;
import java.net.URI;
import java.util.Iterator;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/**
 * For Caffeine, configured by code or by a Typesafe Config. A cache that it declares comes into
 * being under another name: under its own, Caffeine makes a cache of plaintext.
 */
public final class CaffeineAdapter implements StoreAdapter {
  private static final String PREFIX = "sealcache/";

  private static final StoreKind KIND = new StoreKind(ValueCarrier.SEALED_VALUE, false);

  @Override
  public StoreKind kind() {
    return KIND;
  }

  // Caffeine reads its configuration at each cache; who named a wrong one shall hear of it now.
  @Override
  public Opened open(
      CachingProvider provider,
      @Nullable URI uri,
      @Nullable ClassLoader classLoader,
      @Nullable Properties properties) {
    var unused =
        root(
            uri == null ? provider.getDefaultURI() : uri,
            classLoader == null ? provider.getDefaultClassLoader() : classLoader);
    return StoreAdapter.super.open(provider, uri, classLoader, properties);
  }

  @Override
  public @Nullable CompleteConfiguration<Object, Object> declaration(
      CacheManager manager, String name) {
    return TypesafeConfigurator.<Object, Object>from(root(manager), name).orElse(null);
  }

  @Override
  public void checkCreation(CacheManager manager, String name) {
    if (declares(root(manager), name)) {
      throw new CacheException(
          "Cache '%s' is declared by Caffeine's configuration: get it by getCache".formatted(name));
    }
  }

  @Override
  @SuppressWarnings({"unchecked", "rawtypes"}) // Caffeine checks the carrier's class at run time
  public StorePort createCache(
      CacheManager manager,
      String name,
      CacheExpiry expiry,
      @Nullable Configuration<?, ?> ofStore) {
    Config root = root(manager);
    CaffeineConfiguration<String, Object> configuration =
        configuration(
            name,
            ofStore instanceof CaffeineConfiguration<?, ?> applications
                ? applications
                : TypesafeConfigurator.defaults(root));
    ((CaffeineConfiguration) configuration).setTypes(String.class, KIND.carrier().type());
    configuration.setExpiryPolicyFactory(StoreKind.expiryFactory(expiry));
    Cache<String, Object> cache = manager.createCache(storeName(root, name), configuration);
    return new JCachePort(cache, KIND.carrier());
  }

  /**
   * One for encrypted entries with the bounds, durations, threads and clock of {@code
   * applications}; its types and expiry policy are still to be set.
   *
   * @throws CacheException if something in it would be given encrypted entries
   */
  private static CaffeineConfiguration<String, Object> configuration(
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

  @Override
  public @Nullable Iterator<ListedEntry> walk(CacheManager manager, String name) {
    return StoreAdapter.super.walk(manager, storeName(root(manager), name));
  }

  // Under either: what the configuration declares may have changed.
  @Override
  public void destroyCache(CacheManager manager, String name, boolean described) {
    manager.destroyCache(name);
    manager.destroyCache(PREFIX + name);
  }

  private static String storeName(Config root, String name) {
    return declares(root, name) ? PREFIX + name : name;
  }

  private static boolean declares(Config root, String name) {
    return TypesafeConfigurator.cacheNames(root).contains(name);
  }

  // The whole of it, as Caffeine reads it at each cache: it may change between two.
  private static Config root(CacheManager manager) {
    return root(manager.getURI(), manager.getClassLoader());
  }

  private static Config root(URI uri, ClassLoader classLoader) {
    return TypesafeConfigurator.configSource().get(uri, classLoader);
  }
}
