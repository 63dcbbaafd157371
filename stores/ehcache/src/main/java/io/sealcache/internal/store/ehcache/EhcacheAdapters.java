package io.sealcache.internal.store.ehcache;

import io.sealcache.internal.store.StoreAdapter;
import io.sealcache.internal.store.StoreAdapterFactory;
import org.jspecify.annotations.Nullable;

/** Ehcache's. */
public final class EhcacheAdapters implements StoreAdapterFactory {
  @Override
  public @Nullable StoreAdapter adapterOf(String provider) {
    return provider.equals("org.ehcache.jsr107.EhcacheCachingProvider")
        ? new EhcacheAdapter()
        : null;
  }
}
