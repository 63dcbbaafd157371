package io.sealcache.attacks;

import com.hazelcast.cache.ICache;
import com.hazelcast.cache.impl.HazelcastServerCacheManager;
import com.hazelcast.cache.impl.HazelcastServerCachingProvider;
import com.hazelcast.cache.impl.ICacheInternal;
import com.hazelcast.core.HazelcastInstance;
import java.net.URI;
import java.util.Properties;
import java.util.function.Function;
import javax.cache.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/** A member's manager, each cache of which is run by an {@link Opponent}. */
final class LyingHazelcastManager extends HazelcastServerCacheManager {
  private final Function<String, Opponent> opponents;

  LyingHazelcastManager(
      HazelcastInstance member,
      @Nullable URI uri,
      @Nullable ClassLoader loader,
      @Nullable Properties properties,
      Function<String, Opponent> opponents) {
    super(new HazelcastServerCachingProvider(member), member, uri, loader, properties);
    this.opponents = opponents;
  }

  @Override
  public <K, V, C extends Configuration<K, V>> ICache<K, V> createCache(
      String cacheName, C configuration) {
    return lying(super.createCache(cacheName, configuration));
  }

  @Override
  public <K, V> ICache<K, V> getCache(String cacheName) {
    return lying(super.getCache(cacheName));
  }

  @SuppressWarnings("unchecked") // of the same type
  private <K, V> ICache<K, V> lying(ICache<K, V> cache) {
    return (ICache<K, V>)
        opponents.apply(cache.getName()).lying(ICacheInternal.class, cache, StoreWords.OF_JCACHE);
  }
}
