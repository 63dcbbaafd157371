package io.sealcache.internal.store;

import javax.cache.CacheManager;
import javax.cache.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/** For stores that ask the expiry policy on the caller's thread and need nothing of their own. */
public record JCacheAdapter(StoreKind kind) implements StoreAdapter {
  @Override
  public StoreCalls createCache(
      CacheManager manager,
      String name,
      CacheExpiry expiry,
      long maxLength,
      @Nullable Configuration<?, ?> ofStore) {
    return new JCacheCalls(
        kind.createCache(manager, name, expiry),
        new Carriers(kind.carrier(), maxLength),
        JCacheCalls.BulkRead.AT_ONCE);
  }
}
