package io.sealcache.spring.boot;

import java.util.Properties;

/** The store that an application has as a bean. */
interface StoreChoice {
  /** Adds what names it to the properties of a cache manager, or nothing. */
  void addTo(Properties properties);
}
