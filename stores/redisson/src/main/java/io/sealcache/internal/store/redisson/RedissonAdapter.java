package io.sealcache.internal.store.redisson;

import io.sealcache.internal.store.CacheExpiry;
import io.sealcache.internal.store.ClientSidePort;
import io.sealcache.internal.store.JCacheListener;
import io.sealcache.internal.store.JCachePort;
import io.sealcache.internal.store.ListedEntry;
import io.sealcache.internal.store.StoreAdapter;
import io.sealcache.internal.store.StoreAdapter.EntryWalk;
import io.sealcache.internal.store.StoreCall;
import io.sealcache.internal.store.StoreDeclarations;
import io.sealcache.internal.store.StoreKind;
import io.sealcache.internal.store.StorePort;
import io.sealcache.internal.store.SynchronousEvents;
import io.sealcache.internal.store.ValueCarrier;
import java.net.URI;
import java.util.Iterator;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.jcache.configuration.RedissonConfiguration;

/**
 * For Redisson, which asks the expiry policy on the caller's thread, but too often, and loses
 * events or waits for them without end: it is asked in its dependable ways only.
 */
public final class RedissonAdapter implements StoreAdapter {
  static final StoreKind KIND = new StoreKind(ValueCarrier.BYTES, true);

  /** By the names of their caches: those that are in a Redis of their own. */
  private final Map<String, RedissonConfiguration<?, ?>> elsewhere = new ConcurrentHashMap<>();

  private final RedissonClients clients =
      new RedissonClients(
          applications -> Redisson.create(RedissonCodec.copyOf(applications.getConfig())));

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
    RedissonClient applications = RedissonOfApplication.in(properties, uri);
    if (applications != null) {
      return new Opened(
          RedissonOfApplication.open(applications, provider, classLoader, properties),
          StoreDeclarations.NONE);
    }
    Opened opened = StoreAdapter.super.open(provider, uri, classLoader, properties);
    try {
      RedissonCodec.setFor(opened.manager());
      return opened;
    } catch (RuntimeException | Error e) {
      opened.manager().close();
      throw e;
    }
  }

  // Without a configuration, a manager has only the caches that come with one each.
  @Override
  public @Nullable StorePort openDescriptors(CacheManager manager) {
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
  public StorePort createCache(
      CacheManager manager,
      String name,
      CacheExpiry expiry,
      @Nullable Configuration<?, ?> ofStore) {
    if (ofStore instanceof RedissonConfiguration<?, ?> applications) {
      elsewhere.put(name, applications);
    } else {
      elsewhere.remove(name);
    }
    return port(create(manager, name, expiry), expiry, leaving(name));
  }

  /**
   * @param whenClosed run each time that it is
   */
  static StorePort port(Cache<String, Object> cache, CacheExpiry expiry, Runnable whenClosed) {
    return new ClientSidePort(
        new RedissonEntries(cache, expiry.isStandard()),
        expiry.isStandard(),
        expiry.patience(),
        new SynchronousEvents(cache.getName(), JCacheListener.over(cache, KIND.carrier())),
        new JCachePort(cache, KIND.carrier(), listing(cache, expiry.isEternal()), whenClosed));
  }

  // Redisson's iterator shows what has expired, too.
  private static Supplier<Iterator<ListedEntry>> listing(
      Cache<String, Object> cache, boolean eternal) {
    return () ->
        eternal
            ? KIND.carrier().listed(cache.iterator())
            : new UnexpiredEntries(cache.iterator(), cache::getAll);
  }

  /** The work to be done once the cache that was just created is closed, be it twice. */
  private Runnable leaving(String name) {
    RedissonConfiguration<?, ?> place = elsewhere.get(name);
    RedissonClient applications = place == null ? null : place.getRedisson();
    if (applications == null) {
      return () -> {};
    }
    AtomicBoolean left = new AtomicBoolean();
    return () -> {
      if (!left.getAndSet(true)) {
        clients.leave(applications);
      }
    };
  }

  private Cache<String, Object> create(CacheManager manager, String name, CacheExpiry expiry) {
    RedissonConfiguration<?, ?> place = elsewhere.get(name);
    MutableConfiguration<String, Object> configuration = KIND.configuration(manager, expiry);
    try {
      Cache<String, Object> cache =
          place == null
              ? manager.createCache(name, configuration)
              : createAt(place, manager, name, configuration);
      check(cache);
      return cache;
    } catch (IllegalStateException e) {
      if (manager.isClosed()) {
        throw e;
      }
      throw new CacheException(
          ("Redisson has no configuration for cache '%s': put a redisson-jcache.yaml on the class"
                  + " path, name one by sealcache.store.uri, give the manager a RedissonClient as"
                  + " property redisson.client, or pass a RedissonConfiguration")
              .formatted(name),
          e);
    }
  }

  private void check(Cache<String, Object> cache) {
    try {
      RedissonCodec.check(cache);
    } catch (CacheException e) {
      leaving(cache.getName()).run();
      throw e;
    }
  }

  private Cache<String, Object> createAt(
      RedissonConfiguration<?, ?> place,
      CacheManager manager,
      String name,
      MutableConfiguration<String, Object> configuration) {
    RedissonClient applications = place.getRedisson();
    if (applications == null) {
      return manager.createCache(
          name,
          RedissonConfiguration.fromConfig(RedissonCodec.copyOf(place.getConfig()), configuration));
    }
    RedissonClient ours = clients.join(applications);
    try {
      return manager.createCache(name, RedissonConfiguration.fromInstance(ours, configuration));
    } catch (RuntimeException | Error e) {
      clients.leave(applications);
      throw e;
    }
  }

  // In Redis a cache without entries is nothing, and one that is made here stays here.
  @Override
  public EntryWalk walk(CacheManager manager, String name) {
    Cache<String, ?> known = manager.getCache(name, String.class, byte[].class);
    Cache<String, Object> cache = carriers(known, manager, name);
    StorePort port = new JCachePort(cache, KIND.carrier(), listing(cache, false), () -> {});
    return new EntryWalk(
        port.make(new StoreCall.ListEntries(true)), known == null ? port::close : () -> {});
  }

  @SuppressWarnings("unchecked") // the carrier of Redisson
  private Cache<String, Object> carriers(
      @Nullable Cache<String, ?> known, CacheManager manager, String name) {
    return known == null ? create(manager, name, CacheExpiry.NEVER) : (Cache<String, Object>) known;
  }

  // Redisson clears no cache that it doesn't have open; and what isn't known to be a cache may be
  // anything else of that name.
  @Override
  public void destroyCache(CacheManager manager, String name, boolean described) {
    boolean known = described || elsewhere.containsKey(name);
    Runnable leaving = () -> {};
    if (known && manager.getCache(name, String.class, byte[].class) == null) {
      create(manager, name, CacheExpiry.NEVER);
      leaving = leaving(name);
    }
    try {
      manager.destroyCache(name);
    } finally {
      leaving.run();
      elsewhere.remove(name);
    }
  }
}
