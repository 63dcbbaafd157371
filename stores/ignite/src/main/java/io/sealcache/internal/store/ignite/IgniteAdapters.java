package io.sealcache.internal.store.ignite;

import io.sealcache.internal.store.StoreAdapter;
import io.sealcache.internal.store.StoreAdapterFactory;
import io.sealcache.internal.store.TrustedCode;
import org.jspecify.annotations.Nullable;

/** Ignite's. */
public final class IgniteAdapters implements StoreAdapterFactory {
  @Override
  public @Nullable StoreAdapter adapterOf(String provider, TrustedCode trusted) {
    return provider.equals("org.apache.ignite.cache.CachingProvider") ? new IgniteAdapter() : null;
  }
}
