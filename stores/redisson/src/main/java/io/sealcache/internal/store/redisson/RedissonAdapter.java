package io.sealcache.internal.store.redisson;

import io.sealcache.internal.concurrent.EachInTurn;
import io.sealcache.internal.store.CacheExpiry;
import io.sealcache.internal.store.ClientSidePort;
import io.sealcache.internal.store.JCachePort;
import io.sealcache.internal.store.ListedEntry;
import io.sealcache.internal.store.StoreAdapter;
import io.sealcache.internal.store.StoreKind;
import io.sealcache.internal.store.StorePort;
import io.sealcache.internal.store.ValueCarrier;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
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

  /** Among the properties of a manager: a client of user code, to whose Redis ours connects. */
  private static final String CLIENT = "redisson.client";

  private static final int KEYS_A_READ = 100;

  /** By the names of their caches: those that are in a Redis of their own. */
  private final Map<String, RedissonConfiguration<?, ?>> elsewhere = new ConcurrentHashMap<>();

  /** Where all other caches are; null: where Redisson's own configuration says. */
  private volatile @Nullable RedissonClient given;

  /** Clients of ours to where those of user code lead, which may have things in another codec. */
  private final IdentityHashMap<RedissonClient, RedissonClient> clients =
      new IdentityHashMap<>(); // guarded by this

  private boolean closed; // guarded by this

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
    given = given(properties, uri);
    // By a URI like this Redisson finds no configuration, so it makes a manager without a client.
    URI place = given == null ? uri : URI.create(CLIENT + ":" + UUID.randomUUID());
    Opened opened = StoreAdapter.super.open(provider, place, classLoader, properties);
    try {
      RedissonCodec.setFor(opened.manager());
      return opened;
    } catch (RuntimeException | Error e) {
      opened.manager().close();
      throw e;
    }
  }

  private static @Nullable RedissonClient given(
      @Nullable Properties properties, @Nullable URI uri) {
    Object given = properties == null ? null : properties.get(CLIENT);
    if (given == null) {
      return null;
    }
    if (!(given instanceof RedissonClient client)) {
      throw new CacheException(
          "Property '%s' is a %s; it must be an org.redisson.api.RedissonClient"
              .formatted(CLIENT, given.getClass().getName()));
    }
    if (uri != null) {
      throw new CacheException(
          "Property '%s' and a URI of the store are both given, but caches are in one Redis: take one out"
              .formatted(CLIENT));
    }
    return client;
  }

  // Without a configuration, a manager has only the caches that come with one each.
  @Override
  public @Nullable StorePort openDescriptors(CacheManager manager) {
    try {
      return new JCachePort(make(manager, DESCRIPTORS, CacheExpiry.NEVER), KIND.carrier());
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
  public boolean isElsewhere(String name) {
    return elsewhere.containsKey(name);
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
    shutDownUnused();
    return port(create(manager, name, expiry), expiry);
  }

  static StorePort port(Cache<String, Object> cache, CacheExpiry expiry) {
    return new ClientSidePort<>(
        new RedissonEntries(cache, expiry.isStandard()),
        expiry.isStandard(),
        expiry.patience(),
        new JCachePort(cache, KIND.carrier(), listing(cache, expiry.isEternal()), null));
  }

  private static Supplier<Iterator<ListedEntry>> listing(
      Cache<String, Object> cache, boolean eternal) {
    return () ->
        eternal
            ? KIND.carrier().listed(cache.iterator())
            : unexpired(cache.iterator(), cache::getAll);
  }

  // Redisson's iterator shows what has expired too, so its keys are read anew, many at once.
  static Iterator<ListedEntry> unexpired(
      Iterator<Cache.Entry<String, Object>> all, Function<Set<String>, Map<String, Object>> reads) {
    return Stream.iterate(someKeys(all), keys -> !keys.isEmpty(), keys -> someKeys(all))
        .flatMap(keys -> reads.apply(keys).entrySet().stream())
        .map(entry -> KIND.carrier().listed(entry.getKey(), entry.getValue()))
        .iterator();
  }

  private static Set<String> someKeys(Iterator<Cache.Entry<String, Object>> all) {
    Set<String> keys = new HashSet<>();
    while (keys.size() < KEYS_A_READ && all.hasNext()) {
      keys.add(all.next().getKey());
    }
    return keys;
  }

  private Cache<String, Object> make(CacheManager manager, String name, CacheExpiry expiry) {
    RedissonConfiguration<?, ?> place = elsewhere.get(name);
    RedissonClient applications = place == null ? given : place.getRedisson();
    MutableConfiguration<String, Object> configuration = KIND.configuration(manager, expiry);
    if (applications != null) {
      return manager.createCache(
          name, RedissonConfiguration.fromInstance(ours(applications), configuration));
    }
    return manager.createCache(
        name,
        place == null
            ? configuration
            : RedissonConfiguration.fromConfig(
                RedissonCodec.copyOf(place.getConfig()), configuration));
  }

  private Cache<String, Object> create(CacheManager manager, String name, CacheExpiry expiry) {
    try {
      Cache<String, Object> cache = make(manager, name, expiry);
      RedissonCodec.check(cache);
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

  private synchronized RedissonClient ours(RedissonClient applications) {
    if (closed) { // nobody would shut it down
      throw new IllegalStateException("The cache manager is closed");
    }
    return clients.computeIfAbsent(
        applications, of -> Redisson.create(RedissonCodec.copyOf(of.getConfig())));
  }

  // A cache that is closed may yet be destroyed, by the same client.
  private synchronized void shutDownUnused() {
    List<RedissonClient> unused = new ArrayList<>();
    clients
        .entrySet()
        .removeIf(
            each ->
                each.getKey() != given
                    && elsewhere.values().stream()
                        .noneMatch(place -> place.getRedisson() == each.getKey())
                    && unused.add(each.getValue()));
    EachInTurn.run(unused, RedissonClient::shutdown);
  }

  @Override
  public synchronized void close() {
    closed = true;
    EachInTurn.run(clients.values(), RedissonClient::shutdown);
    clients.clear();
  }

  // In Redis a cache without entries is nothing, and one that is made here stays here, until its
  // manager is closed.
  @Override
  public Iterator<ListedEntry> walk(CacheManager manager, String name) {
    Cache<String, ?> known = manager.getCache(name, String.class, byte[].class);
    Cache<String, Object> cache = carriers(known, manager, name);
    return new JCachePort(cache, KIND.carrier(), listing(cache, false), null).list();
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
    if (known && manager.getCache(name, String.class, byte[].class) == null) {
      create(manager, name, CacheExpiry.NEVER);
    }
    manager.destroyCache(name);
    elsewhere.remove(name); // not where that failed: it may be asked again
    shutDownUnused();
  }
}
