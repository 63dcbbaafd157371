package io.sealcache.internal.store.hazelcast;

import static java.util.Objects.requireNonNull;

import com.hazelcast.cache.HazelcastCacheManager;
import com.hazelcast.cache.impl.HazelcastServerCacheManager;
import com.hazelcast.cache.impl.ICacheInternal;
import com.hazelcast.config.CacheConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import io.sealcache.internal.store.CacheExpiry;
import io.sealcache.internal.store.Carriers;
import io.sealcache.internal.store.ClientSidePort;
import io.sealcache.internal.store.DescriptorStore;
import io.sealcache.internal.store.JCacheListeners;
import io.sealcache.internal.store.JCachePort;
import io.sealcache.internal.store.StoreAdapter;
import io.sealcache.internal.store.StoreAdapter.EntryWalk;
import io.sealcache.internal.store.StoreCache;
import io.sealcache.internal.store.StoreKind;
import io.sealcache.internal.store.StorePort;
import io.sealcache.internal.store.SynchronousEvents;
import io.sealcache.internal.store.ValueCarrier;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * For Hazelcast, which asks the expiry policy on a member: JCache's own policies go there, and a
 * application's stays here and is sent as constants.
 */
public final class HazelcastAdapter implements StoreAdapter {
  private static final StoreKind KIND = new StoreKind(ValueCarrier.BYTES, true);

  /** How long a descriptor stays locked by who has died meanwhile. */
  private static final long LOCK_SECONDS = 10;

  @Override
  public StoreKind kind() {
    return KIND;
  }

  // A map: a cache would belong to the one manager of the JVM that opened it first, and be closed
  // with that. All managers of the cluster share it, so it tells their caches apart.
  @Override
  public DescriptorStore openDescriptors(CacheManager manager) {
    HazelcastCacheManager hazelcast = (HazelcastCacheManager) manager;
    IMap<String, Object> map = descriptors(hazelcast);
    return new DescriptorStore(
        KIND.carrier(),
        hazelcast::getCacheNameWithPrefix,
        map::get,
        (key, value) -> keepFirst(map, key, value),
        (key, seen, value) -> change(map, key, seen, value),
        (key, seen) -> change(map, key, seen, null),
        () -> map.keySet().iterator());
  }

  private IMap<String, Object> descriptors(HazelcastCacheManager manager) {
    HazelcastInstance instance = manager.getHazelcastInstance();
    IMap<String, Object> map = instance.getMap(DescriptorStore.NAME);
    return isMember(manager) ? map : new HazelcastPlainMap(map, HazelcastPlainTypes.of(instance));
  }

  private static boolean isMember(HazelcastCacheManager manager) {
    return manager instanceof HazelcastServerCacheManager;
  }

  // Whatever the members' configuration says of maps: what is kept stays until it is removed.
  // Hazelcast's own replace would have it expire when that says, and its own removal compares
  // objects where that has the map keep objects.
  private static boolean change(
      IMap<String, Object> map, String key, Object seen, @Nullable Object value) {
    map.lock(key, LOCK_SECONDS, TimeUnit.SECONDS);
    try {
      if (!Objects.deepEquals(map.get(key), seen)) {
        return false;
      } else if (value == null) {
        map.delete(key);
      } else {
        map.set(key, value, 0, TimeUnit.SECONDS, 0, TimeUnit.SECONDS);
      }
      return true;
    } finally {
      map.unlock(key);
    }
  }

  private static boolean keepFirst(IMap<String, Object> map, String key, Object value) {
    return map.putIfAbsent(key, value, 0, TimeUnit.SECONDS, 0, TimeUnit.SECONDS) == null;
  }

  @Override
  public @Nullable CompleteConfiguration<Object, Object> declaration(
      CacheManager manager, String name) {
    return new HazelcastDeclarations(manager).find(name);
  }

  @Override
  public StorePort createCache(
      CacheManager manager,
      String name,
      CacheExpiry expiry,
      long maxLength,
      @Nullable Configuration<?, ?> ofStore) {
    CacheConfig<String, byte[]> configuration =
        ofStore instanceof CacheConfig<?, ?> theirs
            ? HazelcastConfiguration.of(name, theirs)
            : HazelcastConfiguration.of(name);
    configuration.setExpiryPolicyFactory(
        expiry.isStandard() ? constant(expiry.policy()) : EternalExpiryPolicy.factoryOf());
    ICacheInternal<String, Object> known = opened(find(manager, name, configuration));
    check((HazelcastCacheManager) manager, known);
    ICacheInternal<String, Object> cache = plain((HazelcastCacheManager) manager, known);
    return port((HazelcastCacheManager) manager, cache, expiry);
  }

  // Whoever asks Hazelcast for a cache that is only declared has it made, of the declared types.
  @Override
  public @Nullable EntryWalk walk(CacheManager manager, String name) {
    HazelcastCacheManager hazelcast = (HazelcastCacheManager) manager;
    if (!exists(hazelcast, hazelcast.getCacheNameWithPrefix(name))) {
      return null;
    }
    Cache<String, byte[]> known = manager.getCache(name);
    return known == null
        ? null
        : new EntryWalk(
            new Carriers(KIND.carrier())
                .listed(iteration(hazelcast, plain(hazelcast, opened(known)))),
            () -> {});
  }

  private static boolean exists(HazelcastCacheManager manager, String prefixedName) {
    return manager instanceof HazelcastServerCacheManager member
        ? member.getCacheService().getCacheConfig(prefixedName) != null
        : new HazelcastClientCalls(manager.getHazelcastInstance()).caches().contains(prefixedName);
  }

  private static HazelcastIteration iteration(
      HazelcastCacheManager manager, ICacheInternal<String, Object> cache) {
    return new HazelcastIteration(
        cache, manager.getHazelcastInstance().getPartitionService().getPartitions().size());
  }

  private static StorePort port(
      HazelcastCacheManager manager, ICacheInternal<String, Object> cache, CacheExpiry expiry) {
    Carriers carriers = new Carriers(KIND.carrier());
    // Hazelcast's own synchronous ones are told late where others are registered beside them.
    SynchronousEvents events =
        new SynchronousEvents(
            cache.getName(),
            new JCacheListeners(
                carriers,
                // The public method would send the configuration to each member.
                listener -> cache.registerCacheEntryListener(listener, false),
                cache::deregisterCacheEntryListener));
    StoreCache whole =
        new JCachePort(
            cache, carriers, () -> carriers.listed(iteration(manager, cache)), null, () -> {});
    return new ClientSidePort(HazelcastCalls.of(cache, carriers, expiry, events), events, whole);
  }

  private static Factory<ExpiryPolicy> constant(ExpiryPolicy policy) {
    return new FactoryBuilder.SingletonFactory<>(policy);
  }

  // Hazelcast keeps a closed cache under its name, where it can't be created again.
  private static Cache<String, byte[]> find(
      CacheManager manager, String name, CacheConfig<String, byte[]> configuration) {
    for (String known : manager.getCacheNames()) {
      if (known.equals(name)) {
        return manager.getCache(name); // of whatever types: they are checked below
      }
    }
    return manager.createCache(name, configuration);
  }

  // On an instance that outlived an earlier manager, Hazelcast hands out that one's closed cache.
  @SuppressWarnings("unchecked") // each of Hazelcast's caches is one
  private static ICacheInternal<String, Object> opened(Cache<String, byte[]> cache) {
    ICacheInternal<String, Object> opened = cache.unwrap(ICacheInternal.class);
    if (opened.isClosed()) {
      opened.open();
    }
    return opened;
  }

  // A near cache makes objects by itself of what it holds.
  private ICacheInternal<String, Object> plain(
      HazelcastCacheManager manager, ICacheInternal<String, Object> known) {
    HazelcastInstance instance = manager.getHazelcastInstance();
    return isMember(manager)
            || HazelcastClientCalls.client(instance)
                    .getClientConfig()
                    .getNearCacheConfig(known.getName())
                != null
        ? known
        : new HazelcastPlainCache(known, HazelcastPlainTypes.of(instance));
  }

  private static void check(HazelcastCacheManager manager, ICacheInternal<String, Object> cache) {
    try {
      HazelcastConfiguration.check(cache.getName(), actual(manager, cache));
    } catch (RuntimeException e) {
      cache.close();
      throw e;
    }
  }

  @SuppressWarnings("unchecked") // of its kind each of Hazelcast's configurations is
  private static CacheConfig<?, ?> actual(
      HazelcastCacheManager manager, ICacheInternal<String, Object> cache) {
    if (isMember(manager)) {
      return cache.getConfiguration(CacheConfig.class);
    }
    return new HazelcastMembersDeclaration(
            cache.getName(),
            requireNonNull(
                new HazelcastClientCalls(manager.getHazelcastInstance())
                    .configuration(cache.getPrefixedName(), cache.getName()),
                "configuration that was just made"))
        .data();
  }
}
