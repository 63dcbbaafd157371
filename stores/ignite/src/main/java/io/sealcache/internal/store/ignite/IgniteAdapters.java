package io.sealcache.internal.store.ignite;

import io.sealcache.internal.store.StoreAdapter;
import io.sealcache.internal.store.StoreAdapterFactory;
import org.jspecify.annotations.Nullable;

/** Ignite's. */
public final class IgniteAdapters implements StoreAdapterFactory {
  @Override
  public @Nullable StoreAdapter adapterOf(String provider) {
    return provider.equals("org.apache.ignite.cache.CachingProvider") ? new IgniteAdapter() : null;
  }
}
