package io.sealcache.internal.store.redisson;

import io.sealcache.internal.store.CacheExpiry;
import io.sealcache.internal.store.DescriptorStore;
import io.sealcache.internal.store.StoreAdapter;
import io.sealcache.internal.store.StoreCalls;
import io.sealcache.internal.store.StoreKind;
import io.sealcache.internal.store.ValueCarrier;
import java.net.URI;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;
import org.redisson.config.Config;
import org.redisson.jcache.configuration.RedissonConfiguration;

/**
 * For Redisson, which asks the expiry policy on the caller's thread, but too often, and loses
 * events or waits for them without end: it is asked in its dependable ways only.
 */
public final class RedissonAdapter implements StoreAdapter {
  private static final CacheExpiry NEVER = new CacheExpiry(new EternalExpiryPolicy());

  private static final StoreKind KIND = new StoreKind(ValueCarrier.BYTES, true);

  /** By the names of their caches: those that are in a Redis of their own. */
  private final Map<String, RedissonConfiguration<?, ?>> elsewhere = new ConcurrentHashMap<>();

  @Override
  public StoreKind kind() {
    return KIND;
  }

  @Override
  public Opened open(
      CachingProvider provider,
      @Nullable URI uri,
      @Nullable ClassLoader classLoader,
      @Nullable Properties properties) {
    Opened opened = StoreAdapter.super.open(provider, uri, classLoader, properties);
    try {
      RedissonCodec.setFor(opened.manager());
      return opened;
    } catch (RuntimeException e) {
      opened.manager().close();
      throw e;
    }
  }

  // Without a configuration, a manager has only the caches that come with one each.
  @Override
  public @Nullable DescriptorStore openDescriptors(CacheManager manager) {
    try {
      return KIND.openDescriptors(manager);
    } catch (IllegalStateException e) {
      if (manager.getURI().equals(manager.getCachingProvider().getDefaultURI())) {
        return null;
      }
      throw e;
    }
  }

  @Override
  public <K, V> CompleteConfiguration<K, V> inTermsOfJCache(Configuration<K, V> applications) {
    return applications instanceof RedissonConfiguration<K, V> own
        ? inTermsOfJCache(own.getJcacheConfig())
        : StoreAdapter.super.inTermsOfJCache(applications);
  }

  @Override
  public boolean isElsewhere(@Nullable Configuration<?, ?> ofStore) {
    return ofStore instanceof RedissonConfiguration<?, ?>;
  }

  @Override
  public StoreCalls createCache(
      CacheManager manager,
      String name,
      CacheExpiry expiry,
      @Nullable Configuration<?, ?> ofStore) {
    if (ofStore instanceof RedissonConfiguration<?, ?> applications) {
      elsewhere.put(name, applications);
    } else {
      elsewhere.remove(name);
    }
    RedissonCache cache = new RedissonCache(create(manager, name, expiry));
    return new RedissonCalls(cache, isNeverZero(expiry));
  }

  private Cache<String, Object> create(CacheManager manager, String name, CacheExpiry expiry) {
    RedissonConfiguration<?, ?> place = elsewhere.get(name);
    MutableConfiguration<String, Object> configuration = KIND.configuration(manager, expiry);
    try {
      Cache<String, Object> cache =
          place == null
              ? manager.createCache(name, configuration)
              : manager.createCache(name, at(place, configuration));
      RedissonCodec.check(cache);
      return cache;
    } catch (IllegalStateException e) {
      if (manager.isClosed()) {
        throw e;
      }
      throw new CacheException(
          ("Redisson has no configuration for cache '%s': put a redisson-jcache.yaml on the class"
                  + " path, name one by sealcache.store.uri, or pass a RedissonConfiguration")
              .formatted(name),
          e);
    }
  }

  // A client has one codec for its caches, and the application's may have things in another: the
  // cache gets a client of its own to the same Redis.
  private static Configuration<String, Object> at(
      RedissonConfiguration<?, ?> place, MutableConfiguration<String, Object> configuration) {
    Config applications =
        place.getRedisson() == null ? place.getConfig() : place.getRedisson().getConfig();
    return RedissonConfiguration.fromConfig(RedissonCodec.copyOf(applications), configuration);
  }

  // Redisson clears no cache that it doesn't have open; and what isn't known to be a cache may be
  // anything else of that name.
  @Override
  public void destroyCache(CacheManager manager, String name, boolean described) {
    boolean known = described || elsewhere.containsKey(name);
    if (known && manager.getCache(name, String.class, byte[].class) == null) {
      create(manager, name, NEVER);
    }
    manager.destroyCache(name);
    elsewhere.remove(name);
  }

  /** Whether the policy's answers never change and none is that an entry expires at once. */
  private static boolean isNeverZero(CacheExpiry expiry) {
    return expiry.isStandard() && !expiry.policy().getExpiryForCreation().isZero();
  }
}
