package io.sealcache.spring.boot;

import java.util.List;
import java.util.Optional;
import javax.cache.CacheException;
import javax.sql.DataSource;
import org.springframework.beans.factory.BeanNotOfRequiredTypeException;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * The application's database as the key table, where the setting says {@code bean}, the only one,
 * or {@code bean:NAME}.
 */
final class KeyTableBean {
  private static final String SETTING = "sealcache.key-table";
  private static final String ONLY_ONE = "bean";
  private static final String NAMED = "bean:";

  private final ConfigurableListableBeanFactory beans;

  KeyTableBean(ConfigurableListableBeanFactory beans) {
    this.beans = beans;
  }

  /**
   * The bean that the setting means.
   *
   * @param setting as it was written
   * @return empty if it means no bean
   * @throws CacheException if there is none, or several and the setting names none; the message
   *     names them
   */
  Optional<DataSource> of(String setting) {
    if (!setting.equals(ONLY_ONE) && !setting.startsWith(NAMED)) {
      return Optional.empty();
    }
    List<String> names = List.of(beans.getBeanNamesForType(DataSource.class));
    String name = setting.equals(ONLY_ONE) ? only(names) : setting.substring(NAMED.length());
    try {
      DataSource database = beans.getBean(name, DataSource.class);
      // So that it is closed after the caches, which look into it to their end.
      beans.registerDependentBean(name, SealCacheAutoConfiguration.SETTINGS);
      return Optional.of(database);
    } catch (NoSuchBeanDefinitionException | BeanNotOfRequiredTypeException e) {
      throw new CacheException(
          "%s is '%s', but there is no DataSource bean of that name; the application has %s"
              .formatted(SETTING, setting, names),
          e);
    }
  }

  private static String only(List<String> names) {
    if (names.isEmpty()) {
      throw new CacheException(
          "%s is '%s', but the application has no DataSource bean: set spring.datasource.url, or name a directory"
              .formatted(SETTING, ONLY_ONE));
    }
    if (names.size() > 1) {
      throw new CacheException(
          "%s is '%s', but the application has several DataSource beans: set it to '%sNAME', one of %s"
              .formatted(SETTING, ONLY_ONE, NAMED, names));
    }
    return names.get(0);
  }
}
