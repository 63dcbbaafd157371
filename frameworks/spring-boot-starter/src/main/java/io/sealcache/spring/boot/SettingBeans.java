package io.sealcache.spring.boot;

import io.sealcache.keys.KeySource;
import io.sealcache.keys.TenantResolver;
import java.util.Properties;
import org.springframework.beans.factory.ObjectProvider;

/** Beans of the application that are settings of each cache manager of SealCache's. */
final class SettingBeans {
  private static final String KEY_SOURCE = "sealcache.key-source";
  private static final String TENANT_RESOLVER = "sealcache.tenant-resolver";
  private static final String KEY_TABLE = "sealcache.key-table";

  private final ObjectProvider<KeySource> keySource;
  private final ObjectProvider<TenantResolver> tenantResolver;
  private final KeyTableBean keyTable;

  SettingBeans(
      ObjectProvider<KeySource> keySource,
      ObjectProvider<TenantResolver> tenantResolver,
      KeyTableBean keyTable) {
    this.keySource = keySource;
    this.tenantResolver = tenantResolver;
    this.keyTable = keyTable;
  }

  /**
   * Adds those whose settings are not there yet, and replaces the name of a key table's bean by it.
   *
   * @throws javax.cache.CacheException if the key table is to be in a bean that isn't there
   */
  void addTo(Properties properties) {
    keySource.ifAvailable(bean -> properties.putIfAbsent(KEY_SOURCE, bean));
    tenantResolver.ifAvailable(bean -> properties.putIfAbsent(TENANT_RESOLVER, bean));
    String table = properties.getProperty(KEY_TABLE);
    if (table != null) {
      keyTable.of(table).ifPresent(bean -> properties.put(KEY_TABLE, bean));
    }
  }
}
