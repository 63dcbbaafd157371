package io.sealcache.spring.boot;

import io.sealcache.keys.KeySource;
import io.sealcache.keys.TenantResolver;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import javax.cache.CacheException;
import javax.sql.DataSource;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.BeanNotOfRequiredTypeException;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Beans of the application that are settings of each cache manager of SealCache's. Its database is
 * the key table where the setting says {@code bean}, the only one, or {@code bean:NAME}.
 */
final class SettingBeans {
  private static final String KEY_SOURCE = "sealcache.key-source";
  private static final String TENANT_RESOLVER = "sealcache.tenant-resolver";
  private static final String KEY_TABLE = "sealcache.key-table";
  private static final String ONLY_ONE = "bean";
  private static final String NAMED = "bean:";

  private final ObjectProvider<KeySource> keySource;
  private final ObjectProvider<TenantResolver> tenantResolver;
  private final ConfigurableListableBeanFactory beans;

  SettingBeans(
      ObjectProvider<KeySource> keySource,
      ObjectProvider<TenantResolver> tenantResolver,
      ConfigurableListableBeanFactory beans) {
    this.keySource = keySource;
    this.tenantResolver = tenantResolver;
    this.beans = beans;
  }

  /**
   * Adds those whose settings are not there yet, and replaces the name of a key table's bean by it.
   *
   * @throws CacheException if the key table is to be in a bean and there is none, or several and
   *     the setting names none; the message names them
   */
  void addTo(Properties properties) {
    keySource.ifAvailable(bean -> properties.putIfAbsent(KEY_SOURCE, bean));
    tenantResolver.ifAvailable(bean -> properties.putIfAbsent(TENANT_RESOLVER, bean));
    String table = properties.getProperty(KEY_TABLE, "");
    if (table.equals(ONLY_ONE) || table.startsWith(NAMED)) {
      properties.put(KEY_TABLE, database(table));
    }
  }

  private DataSource database(String setting) {
    List<String> names =
        Stream.of(beans.getBeanNamesForType(DataSource.class))
            .filter(each -> !ScopedProxyUtils.isScopedTarget(each)) // its proxy is there too
            .toList();
    String name = setting.equals(ONLY_ONE) ? only(names) : setting.substring(NAMED.length());
    try {
      DataSource database = beans.getBean(name, DataSource.class);
      // So that it is closed after the caches, which look into it to their end.
      beans.registerDependentBean(name, SealCacheAutoConfiguration.SETTINGS);
      return database;
    } catch (NoSuchBeanDefinitionException | BeanNotOfRequiredTypeException e) {
      throw new CacheException(
          "%s is '%s', but there is no DataSource bean of that name; the application has %s"
              .formatted(KEY_TABLE, setting, names),
          e);
    }
  }

  private static String only(List<String> names) {
    if (names.isEmpty()) {
      throw new CacheException(
          "%s is '%s', but the application has no DataSource bean: set spring.datasource.url, or name a directory"
              .formatted(KEY_TABLE, ONLY_ONE));
    }
    if (names.size() > 1) {
      throw new CacheException(
          "%s is '%s', but the application has several DataSource beans: set it to '%sNAME', one of %s"
              .formatted(KEY_TABLE, ONLY_ONE, NAMED, names));
    }
    return names.get(0);
  }
}
