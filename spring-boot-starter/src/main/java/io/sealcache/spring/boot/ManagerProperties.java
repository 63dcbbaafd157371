package io.sealcache.spring.boot;

import io.sealcache.keys.KeySource;
import io.sealcache.keys.TenantResolver;
import java.util.List;
import java.util.Properties;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/** What the cache manager is opened with: the settings, and beans that are settings. */
final class ManagerProperties {
  private static final String PROVIDER = "sealcache.store.provider";
  private static final String KEY_SOURCE = "sealcache.key-source";
  private static final String TENANT_RESOLVER = "sealcache.tenant-resolver";

  private final SealCacheSettings settings;
  private final @Nullable KeySource keySource;
  private final @Nullable TenantResolver tenantResolver;
  private final List<StoreChoice> stores;

  ManagerProperties(
      SealCacheSettings settings,
      @Nullable KeySource keySource,
      @Nullable TenantResolver tenantResolver,
      List<StoreChoice> stores) {
    this.settings = settings;
    this.keySource = keySource;
    this.tenantResolver = tenantResolver;
    this.stores = List.copyOf(stores);
  }

  void addTo(Properties properties) {
    properties.putAll(settings.properties());
    if (keySource != null) {
      properties.putIfAbsent(KEY_SOURCE, keySource);
    }
    if (tenantResolver != null) {
      properties.putIfAbsent(TENANT_RESOLVER, tenantResolver);
    }
    chosen(properties.getProperty(PROVIDER))
        .forEach(
            store -> {
              properties.putIfAbsent(PROVIDER, store.provider());
              store.addTo(properties);
            });
  }

  private List<StoreChoice> chosen(@Nullable String provider) {
    if (provider != null) {
      return stores.stream().filter(store -> store.provider().equals(provider)).toList();
    }
    if (stores.size() > 1) {
      throw new CacheException(
          "The application has beans of several stores. Set %s to the one that stores the entries, one of %s"
              .formatted(PROVIDER, stores.stream().map(StoreChoice::provider).toList()));
    }
    return stores;
  }
}
