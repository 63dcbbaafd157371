package io.sealcache.internal.store.hazelcast;

import io.sealcache.internal.store.StoreAdapter;
import io.sealcache.internal.store.StoreAdapterFactory;
import org.jspecify.annotations.Nullable;

/** Hazelcast's: members and clients, also by the names of older guides. */
public final class HazelcastAdapters implements StoreAdapterFactory {
  @Override
  public @Nullable StoreAdapter adapterOf(String provider) {
    return switch (provider) {
      case "com.hazelcast.cache.HazelcastCachingProvider",
          "com.hazelcast.cache.HazelcastMemberCachingProvider",
          "com.hazelcast.client.cache.HazelcastClientCachingProvider",
          "com.hazelcast.cache.impl.HazelcastServerCachingProvider",
          "com.hazelcast.client.cache.impl.HazelcastClientCachingProvider" ->
          new HazelcastAdapter();
      default -> null;
    };
  }
}
