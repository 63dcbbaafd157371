package io.sealcache.internal.managerstore;

import io.sealcache.internal.store.JCacheAdapter;
import io.sealcache.internal.store.StoreAdapter;
import io.sealcache.internal.store.StoreKind;
import io.sealcache.internal.store.TrustedCode;
import io.sealcache.internal.store.ValueCarrier;
import io.sealcache.internal.store.caffeine.CaffeineAdapter;
import io.sealcache.internal.store.ehcache.EhcacheAdapter;
import io.sealcache.internal.store.hazelcast.HazelcastAdapter;
import io.sealcache.internal.store.ignite.IgniteAdapter;
import io.sealcache.internal.store.infinispan.InfinispanAdapter;
import io.sealcache.internal.store.infinispan.InfinispanRemoteAdapter;
import io.sealcache.internal.store.redisson.RedissonAdapter;

/**
 * Which adapter a store needs. Chosen by the class of the wrapped provider alone, as the type in
 * which values are held follows from it; a class is named as text, so that a store which is not on
 * the class path is not missed.
 */
public final class StoreAdapters {
  private StoreAdapters() {}

  /**
   * The adapter for a provider of this class.
   *
   * @param trusted what whoever runs the store may declare of the application's code
   */
  public static StoreAdapter of(Class<?> provider, TrustedCode trusted) {
    return switch (provider.getName()) {
      case "org.jsr107.ri.spi.RICachingProvider" ->
          new JCacheAdapter(new StoreKind(ValueCarrier.SEALED_VALUE, false));
      case "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider" ->
          new CaffeineAdapter();
      case "org.ehcache.jsr107.EhcacheCachingProvider" -> new EhcacheAdapter();
      case "com.hazelcast.cache.HazelcastCachingProvider",
          "com.hazelcast.cache.HazelcastMemberCachingProvider",
          "com.hazelcast.client.cache.HazelcastClientCachingProvider",
          "com.hazelcast.cache.impl.HazelcastServerCachingProvider",
          "com.hazelcast.client.cache.impl.HazelcastClientCachingProvider" ->
          new HazelcastAdapter(trusted);
      case "org.redisson.jcache.JCachingProvider" -> new RedissonAdapter();
      case "org.infinispan.jcache.embedded.JCachingProvider" -> new InfinispanAdapter();
      case "org.infinispan.jcache.remote.JCachingProvider" -> new InfinispanRemoteAdapter();
      case "org.apache.ignite.cache.CachingProvider" -> new IgniteAdapter();
      default -> new JCacheAdapter(new StoreKind(ValueCarrier.STRING, true));
    };
  }
}
