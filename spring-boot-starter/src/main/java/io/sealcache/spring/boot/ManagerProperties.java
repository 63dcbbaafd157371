package io.sealcache.spring.boot;

import io.sealcache.keys.KeySource;
import io.sealcache.keys.TenantResolver;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** What the cache manager is opened with: the settings, and beans that are settings. */
final class ManagerProperties {
  private static final String PROVIDER = "sealcache.store.provider";
  private static final String KEY_SOURCE = "sealcache.key-source";
  private static final String TENANT_RESOLVER = "sealcache.tenant-resolver";

  private final SealCacheSettings settings;
  private final @Nullable KeySource keySource;
  private final @Nullable TenantResolver tenantResolver;
  private final StoreChoice store;

  ManagerProperties(
      SealCacheSettings settings,
      @Nullable KeySource keySource,
      @Nullable TenantResolver tenantResolver,
      StoreChoice store) {
    this.settings = settings;
    this.keySource = keySource;
    this.tenantResolver = tenantResolver;
    this.store = store;
  }

  void addTo(Properties properties) {
    properties.putAll(settings.properties());
    if (keySource != null) {
      properties.putIfAbsent(KEY_SOURCE, keySource);
    }
    if (tenantResolver != null) {
      properties.putIfAbsent(TENANT_RESOLVER, tenantResolver);
    }
    if (!properties.containsKey(PROVIDER)) {
      store.addTo(properties);
    }
  }
}
