package io.sealcache.internal.store;

import org.jspecify.annotations.Nullable;

/**
 * Makes the adapters of the stores that one artifact knows. A service, which SealCache's own class
 * loader finds: a store's room is an artifact beside the provider, and not on each class path.
 */
public interface StoreAdapterFactory {
  /**
   * The adapter for a provider of this class; null if that is of another store.
   *
   * @param provider named as text, so that a store which is not on the class path is not missed
   */
  @Nullable StoreAdapter adapterOf(String provider);
}
