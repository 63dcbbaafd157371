package io.sealcache.internal.managerstore;

import io.sealcache.internal.store.StoreAdapter;
import io.sealcache.internal.store.StoreKind;
import io.sealcache.internal.store.ValueCarrier;
import io.sealcache.internal.store.caffeine.CaffeineAdapter;
import javax.cache.CacheException;

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
   * @throws CacheException if the store needs an artifact that is not on the class path: without,
   *     its entries would be held in another type
   */
  public static StoreAdapter of(Class<?> provider) {
    String name = provider.getName();
    return switch (name) {
      case "org.jsr107.ri.spi.RICachingProvider" ->
          () -> new StoreKind(ValueCarrier.SEALED_VALUE, false);
      case "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider" ->
          new CaffeineAdapter();
      case "org.ehcache.jsr107.EhcacheCachingProvider" ->
          ofArtifact(name, "ehcache", "io.sealcache.internal.store.ehcache.EhcacheAdapter");
      case "com.hazelcast.cache.HazelcastCachingProvider",
          "com.hazelcast.cache.HazelcastMemberCachingProvider",
          "com.hazelcast.client.cache.HazelcastClientCachingProvider",
          "com.hazelcast.cache.impl.HazelcastServerCachingProvider",
          "com.hazelcast.client.cache.impl.HazelcastClientCachingProvider" ->
          ofArtifact(name, "hazelcast", "io.sealcache.internal.store.hazelcast.HazelcastAdapter");
      case "org.redisson.jcache.JCachingProvider" ->
          ofArtifact(name, "redisson", "io.sealcache.internal.store.redisson.RedissonAdapter");
      case "org.infinispan.jcache.embedded.JCachingProvider" ->
          ofArtifact(
              name, "infinispan", "io.sealcache.internal.store.infinispan.InfinispanAdapter");
      case "org.infinispan.jcache.remote.JCachingProvider" ->
          ofArtifact(
              name, "infinispan", "io.sealcache.internal.store.infinispan.InfinispanRemoteAdapter");
      case "org.apache.ignite.cache.CachingProvider" ->
          ofArtifact(name, "ignite", "io.sealcache.internal.store.ignite.IgniteAdapter");
      default -> () -> new StoreKind(ValueCarrier.STRING, true);
    };
  }

  private static StoreAdapter ofArtifact(String provider, String artifact, String adapter) {
    try {
      return Class.forName(adapter).asSubclass(StoreAdapter.class).getConstructor().newInstance();
    } catch (ClassNotFoundException e) {
      throw new CacheException(
          "The store %s needs the artifact io.sealcache:sealcache-%s: add it where sealcache-provider is, in the same version"
              .formatted(provider, artifact),
          e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e); // each has this constructor
    }
  }
}
