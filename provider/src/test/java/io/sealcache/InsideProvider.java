package io.sealcache;

import io.sealcache.OpenManagers.Place;
import java.util.Map;
import javax.cache.CacheManager;

/** The store's managers under those of SealCache, which no method of the API leads to. */
public final class InsideProvider {
  private InsideProvider() {}

  /** The manager of the store under an open manager. */
  public static CacheManager storesManager(EncryptedCacheManager manager) {
    EncryptedCachingProvider provider = (EncryptedCachingProvider) manager.getCachingProvider();
    Place place = Place.of(manager);
    return provider.managers.claimed.entrySet().stream()
        .filter(claimed -> claimed.getValue().equals(place))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }
}
