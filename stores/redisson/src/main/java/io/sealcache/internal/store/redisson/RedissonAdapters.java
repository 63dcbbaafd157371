package io.sealcache.internal.store.redisson;

import io.sealcache.internal.store.StoreAdapter;
import io.sealcache.internal.store.StoreAdapterFactory;
import org.jspecify.annotations.Nullable;

/** Redisson's. */
public final class RedissonAdapters implements StoreAdapterFactory {
  @Override
  public @Nullable StoreAdapter adapterOf(String provider) {
    return provider.equals("org.redisson.jcache.JCachingProvider") ? new RedissonAdapter() : null;
  }
}
