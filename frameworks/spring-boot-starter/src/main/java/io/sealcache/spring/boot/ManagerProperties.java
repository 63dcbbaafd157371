package io.sealcache.spring.boot;

import java.util.List;
import java.util.Properties;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * The properties that the cache manager is opened with: the settings, and those of the store that
 * beans have.
 */
final class ManagerProperties {
  private static final String PROVIDER = "sealcache.store.provider";

  private final SealCacheSettings settings;
  private final List<StoreChoice> stores;

  ManagerProperties(SealCacheSettings settings, List<StoreChoice> stores) {
    this.settings = settings;
    this.stores = List.copyOf(stores);
  }

  void addTo(Properties properties) {
    settings.addTo(properties);
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
