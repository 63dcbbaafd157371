package io.sealcache.internal.store.hazelcast;

import static java.util.Objects.requireNonNull;

import com.hazelcast.cache.HazelcastCacheManager;
import com.hazelcast.cache.impl.HazelcastServerCacheManager;
import com.hazelcast.cache.impl.ICacheInternal;
import com.hazelcast.config.CacheConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.InvalidConfigurationException;
import com.hazelcast.config.MapConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import io.sealcache.internal.store.CacheExpiry;
import io.sealcache.internal.store.ClientSidePort;
import io.sealcache.internal.store.JCachePort;
import io.sealcache.internal.store.ListedEntry;
import io.sealcache.internal.store.StoreAdapter;
import io.sealcache.internal.store.StoreKind;
import io.sealcache.internal.store.StorePort;
import io.sealcache.internal.store.ValueCarrier;
import java.util.Iterator;
import java.util.Spliterators;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
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
 * For Hazelcast, which asks the expiry policy on a member: JCache's own policies go there, and one
 * of user code stays here and is sent as constants.
 */
public final class HazelcastAdapter implements StoreAdapter {
  private static final StoreKind KIND = new StoreKind(ValueCarrier.BYTES, true);
  private static final int ENTRIES_A_CALL = 100;

  @Override
  public StoreKind kind() {
    return KIND;
  }

  @Override
  public StorePort openDescriptors(CacheManager manager) {
    HazelcastInstance instance = ((HazelcastCacheManager) manager).getHazelcastInstance();
    keepDescriptors(instance.getConfig());
    IMap<String, Object> map = instance.getMap(DESCRIPTORS);
    return new HazelcastDescriptors(
        isMember((HazelcastCacheManager) manager)
            ? map
            : new HazelcastPlainTypes.PlainMap(map, HazelcastPlainTypes.of(instance)));
  }

  // Members would evict descriptors where their default map says so.
  private static void keepDescriptors(Config members) {
    try {
      members.addMapConfig(new MapConfig(DESCRIPTORS));
    } catch (InvalidConfigurationException | SecurityException e) {
      // Their operator configures this very map, or lets no client do it.
    }
  }

  // All managers of the cluster share the map of descriptors.
  @Override
  public String identity(CacheManager manager, String name) {
    return ((HazelcastCacheManager) manager).getCacheNameWithPrefix(name);
  }

  private static boolean isMember(HazelcastCacheManager manager) {
    return manager instanceof HazelcastServerCacheManager;
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
      @Nullable Configuration<?, ?> ofStore) {
    CacheConfig<String, byte[]> configuration =
        HazelcastConfiguration.of(
            name, ofStore instanceof CacheConfig<?, ?> theirs ? theirs : new CacheConfig<>());
    configuration.setExpiryPolicyFactory(
        expiry.isStandard() ? constant(expiry.policy()) : EternalExpiryPolicy.factoryOf());
    ICacheInternal<String, Object> known = opened(find(manager, name, configuration));
    check((HazelcastCacheManager) manager, known);
    ICacheInternal<String, Object> cache = plain((HazelcastCacheManager) manager, known);
    return port((HazelcastCacheManager) manager, cache, expiry);
  }

  // Whoever asks Hazelcast for a cache that is only declared has it made, of the declared types.
  @Override
  public @Nullable Iterator<ListedEntry> walk(CacheManager manager, String name) {
    HazelcastCacheManager hazelcast = (HazelcastCacheManager) manager;
    if (!exists(hazelcast, hazelcast.getCacheNameWithPrefix(name))) {
      return null;
    }
    Cache<String, byte[]> known = manager.getCache(name);
    return known == null ? null : entries(hazelcast, plain(hazelcast, opened(known)));
  }

  private static boolean exists(HazelcastCacheManager manager, String prefixedName) {
    return manager instanceof HazelcastServerCacheManager member
        ? member.getCacheService().getCacheConfig(prefixedName) != null
        : new HazelcastClientCalls(manager.getHazelcastInstance()).caches().contains(prefixedName);
  }

  // Hazelcast destroys no cache that its manager hasn't opened.
  @Override
  public void destroyCache(CacheManager manager, String name, boolean described) {
    if (described) {
      manager.getCache(name);
    }
    manager.destroyCache(name);
  }

  private static Iterator<ListedEntry> entries(
      HazelcastCacheManager manager, ICacheInternal<String, Object> cache) {
    int partitions = manager.getHazelcastInstance().getPartitionService().getPartitions().size();
    return KIND.carrier().listed(entries(cache, partitions));
  }

  // Hazelcast's own iterator asks members for each value by itself; so they come with the keys, a
  // partition's at once.
  static Iterator<Cache.Entry<String, Object>> entries(
      ICacheInternal<String, Object> cache, int partitions) {
    return IntStream.range(0, partitions)
        .mapToObj(partition -> cache.iterator(ENTRIES_A_CALL, partition, true))
        .flatMap(some -> StreamSupport.stream(Spliterators.spliteratorUnknownSize(some, 0), false))
        .iterator();
  }

  private static StorePort port(
      HazelcastCacheManager manager, ICacheInternal<String, Object> cache, CacheExpiry expiry) {
    StorePort whole =
        new JCachePort(
            cache,
            KIND.carrier(),
            () -> entries(manager, cache),
            // The public method would send the configuration to each member.
            configuration -> cache.registerCacheEntryListener(configuration, false));
    // Hazelcast's own synchronous listeners are told late where others are registered beside them.
    return new ClientSidePort<>(
        new HazelcastEntries(cache, expiry), expiry.isStandard(), expiry.patience(), whole);
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
        : new HazelcastPlainTypes.PlainCache(known, HazelcastPlainTypes.of(instance));
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
        .read();
  }
}
