package io.sealcache.internal.managerstore;

import io.sealcache.internal.store.CacheExpiry;
import io.sealcache.internal.store.Carriers;
import io.sealcache.internal.store.JCachePort;
import io.sealcache.internal.store.StoreAdapter;
import io.sealcache.internal.store.StoreKind;
import io.sealcache.internal.store.StorePort;
import javax.cache.CacheManager;
import javax.cache.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/** For stores that ask the expiry policy on the caller's thread and need nothing of their own. */
public record JCacheAdapter(StoreKind kind) implements StoreAdapter {
  @Override
  public StorePort createCache(
      CacheManager manager,
      String name,
      CacheExpiry expiry,
      long maxLength,
      @Nullable Configuration<?, ?> ofStore) {
    return new JCachePort(
        kind.createCache(manager, name, expiry), new Carriers(kind.carrier(), maxLength));
  }
}
