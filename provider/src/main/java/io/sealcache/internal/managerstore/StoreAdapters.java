package io.sealcache.internal.managerstore;

import io.sealcache.internal.store.StoreAdapter;
import io.sealcache.internal.store.StoreAdapterFactory;
import io.sealcache.internal.store.StoreKind;
import io.sealcache.internal.store.ValueCarrier;
import io.sealcache.internal.store.caffeine.CaffeineAdapter;
import java.util.ServiceLoader;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

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
    for (StoreAdapterFactory factory :
        ServiceLoader.load(StoreAdapterFactory.class, StoreAdapters.class.getClassLoader())) {
      StoreAdapter adapter = factory.adapterOf(name);
      if (adapter != null) {
        return adapter;
      }
    }
    String artifact = artifactOf(name);
    if (artifact != null) {
      throw new CacheException(
          "The store %s needs the artifact io.sealcache:%s: add it where sealcache-provider is, in the same version. A fat jar must merge the files of META-INF/services"
              .formatted(name, artifact));
    }
    return switch (name) {
      case "org.jsr107.ri.spi.RICachingProvider" ->
          () -> new StoreKind(ValueCarrier.SEALED_VALUE, false);
      case "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider" ->
          new CaffeineAdapter();
      default -> () -> new StoreKind(ValueCarrier.STRING, true);
    };
  }

  private static @Nullable String artifactOf(String provider) {
    return switch (provider) {
      case "org.ehcache.jsr107.EhcacheCachingProvider" -> "sealcache-ehcache";
      case "com.hazelcast.cache.HazelcastCachingProvider",
          "com.hazelcast.cache.HazelcastMemberCachingProvider",
          "com.hazelcast.client.cache.HazelcastClientCachingProvider",
          "com.hazelcast.cache.impl.HazelcastServerCachingProvider",
          "com.hazelcast.client.cache.impl.HazelcastClientCachingProvider" ->
          "sealcache-hazelcast";
      case "org.redisson.jcache.JCachingProvider" -> "sealcache-redisson";
      case "org.infinispan.jcache.embedded.JCachingProvider",
          "org.infinispan.jcache.remote.JCachingProvider" ->
          "sealcache-infinispan";
      case "org.apache.ignite.cache.CachingProvider" -> "sealcache-ignite";
      default -> null;
    };
  }
}
