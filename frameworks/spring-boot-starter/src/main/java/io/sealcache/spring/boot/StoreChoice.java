package io.sealcache.spring.boot;

import java.util.Properties;
import java.util.function.Consumer;

/**
 * A store that the application has as a bean.
 *
 * @param provider the class of its caching provider
 * @param bean adds the bean to the properties of a cache manager
 */
record StoreChoice(String provider, Consumer<Properties> bean) {
  void addTo(Properties properties) {
    bean.accept(properties);
  }
}
