package io.sealcache;

import static java.util.Objects.requireNonNull;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.sealcache.internal.managerstore.OpenedStore;
import io.sealcache.internal.managerstore.StoreAdapters;
import io.sealcache.internal.seal.WrappedManager;
import io.sealcache.internal.store.RawCache;
import io.sealcache.internal.store.StoreAdapter;
import io.sealcache.internal.store.StoreLibrary;
import io.sealcache.keys.FixedKey;
import io.sealcache.keys.table.TableKeySource;
import java.lang.reflect.Field;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/** SealCache over one store, opened as an application would, and a look at the store itself. */
public final class StoreFixture implements AutoCloseable {
  public static final String MASTER_KEY = FixedKey.hex(1);
  public static final String INDEX_KEY = FixedKey.hex(2);

  private final TestStore store;
  private final EncryptedCachingProvider provider = new EncryptedCachingProvider();
  private final EncryptedCacheManager manager;
  private final @Nullable HazelcastInstance hazelcast;
  private final @Nullable TableKeySource keys;

  private StoreFixture(
      TestStore store, @Nullable HazelcastInstance hazelcast, Map<String, Object> settings) {
    this(store, hazelcast, settings, null);
  }

  private StoreFixture(
      TestStore store,
      @Nullable HazelcastInstance hazelcast,
      Map<String, Object> settings,
      @Nullable ClassLoader classLoader) {
    this.store = store;
    this.hazelcast = hazelcast;
    this.keys =
        settings.get("sealcache.key-source") instanceof TableKeySource source ? source : null;
    Properties properties = new Properties();
    properties.put("sealcache.store.provider", store.providerClass());
    properties.put("sealcache.master-key", MASTER_KEY);
    properties.put("sealcache.index-key", INDEX_KEY);
    properties.putAll(store.properties());
    if (hazelcast != null) {
      properties.put("hazelcast.instance.itself", hazelcast);
    }
    properties.putAll(settings);
    properties.values().removeIf(""::equals);
    this.manager =
        (EncryptedCacheManager) provider.getCacheManager(uri(store), classLoader, properties);
  }

  // Each fixture has a manager of its own also where a store's managers know each other by URI.
  private static @Nullable URI uri(TestStore store) {
    return switch (store) {
      case REFERENCE_IMPLEMENTATION -> URI.create("test:" + UUID.randomUUID());
      case CAFFEINE, EHCACHE_HEAP, EHCACHE_OFFHEAP, HAZELCAST_MEMBER, INFINISPAN -> null;
    };
  }

  public static StoreFixture over(TestStore store) {
    return over(store, Map.of());
  }

  /**
   * Opens it.
   *
   * @param settings on top of a master key and an index key; an empty one takes a setting away. A
   *     key table's source in them is closed with this: one left open would look at the table, and
   *     tell what it finds, during the tests of other classes.
   */
  public static StoreFixture over(TestStore store, Map<String, ?> settings) {
    return new StoreFixture(store, member(store), new HashMap<>(settings));
  }

  /** Opens it for an application whose classes this loader knows. */
  static StoreFixture over(TestStore store, ClassLoader classLoader) {
    return new StoreFixture(store, member(store), new HashMap<>(), classLoader);
  }

  static @Nullable HazelcastInstance member(TestStore store) {
    return store == TestStore.HAZELCAST_MEMBER
        ? Hazelcast.newHazelcastInstance(config("test-" + UUID.randomUUID(), null))
        : null;
  }

  /** Another application JVM, as far as one JVM can show it: a second member of this cluster. */
  public StoreFixture joined(Map<String, ?> settings) {
    if (hazelcast == null) {
      throw new IllegalStateException(store + " has no cluster to join");
    }
    var address = hazelcast.getCluster().getLocalMember().getAddress();
    return new StoreFixture(
        store,
        Hazelcast.newHazelcastInstance(
            config(
                hazelcast.getConfig().getClusterName(),
                address.getHost() + ":" + address.getPort())),
        new HashMap<>(settings));
  }

  private static Config config(String cluster, @Nullable String firstMember) {
    Config config = new Config();
    config.setClusterName(cluster);
    config
        .setProperty("hazelcast.phone.home.enabled", "false")
        .setProperty("hazelcast.logging.type", "jdk")
        .setProperty("hazelcast.socket.bind.any", "false")
        .setProperty("hazelcast.partition.count", "11")
        .setProperty("hazelcast.wait.seconds.before.join", "0");
    config.getMetricsConfig().setEnabled(false);
    config.getNetworkConfig().setPort(5841).setPortCount(200).setPublicAddress("127.0.0.1");
    config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
    JoinConfig join = config.getNetworkConfig().getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    // The first one too: members that join must be configured alike.
    join.getTcpIpConfig().setEnabled(true);
    if (firstMember != null) {
      join.getTcpIpConfig().addMember(firstMember);
    }
    return config;
  }

  public TestStore store() {
    return store;
  }

  /** The member that this application embeds. */
  HazelcastInstance hazelcast() {
    return requireNonNull(hazelcast, "no Hazelcast member");
  }

  public EncryptedCacheManager manager() {
    return manager;
  }

  public <K, V> EncryptedCache<K, V> create(String name, Configuration<K, V> configuration) {
    return (EncryptedCache<K, V>) manager.createCache(name, configuration);
  }

  /** A cache of any keys and values that never expire. */
  public <K, V> EncryptedCache<K, V> create(String name) {
    return create(name, new MutableConfiguration<K, V>());
  }

  /** The wrapped cache under one of ours. */
  public RawCache raw(String name) {
    return raw(manager, name);
  }

  /** The wrapped cache under one of any manager's. */
  static RawCache raw(EncryptedCacheManager manager, String name) {
    WrappedManager wrapped = field(manager, "wrapped", WrappedManager.class);
    Cache<String, Object> cache = field(wrapped, "manager", CacheManager.class).getCache(name);
    return new RawCache(cache, field(wrapped, "adapter", StoreAdapter.class).kind().carrier());
  }

  /** The store's manager, as ours sees it. */
  WrappedManager wrapped() {
    return field(manager, "wrapped", WrappedManager.class);
  }

  /** A census over the store's manager of this application. */
  StoreCensus census() {
    CacheManager stores = field(wrapped(), "manager", CacheManager.class);
    try {
      Class<? extends CachingProvider> wrapped =
          Class.forName(store.providerClass()).asSubclass(CachingProvider.class);
      return new StoreCensus(
          new OpenedStore(StoreLibrary.of(wrapped), StoreAdapters.of(wrapped), stores, () -> {}));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  // The product gives no way to the store on purpose; looking over its shoulder is the test's job.
  private static <T> T field(Object object, String name, Class<T> type) {
    try {
      Field field = object.getClass().getDeclaredField(name);
      field.setAccessible(true);
      return type.cast(field.get(object));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      provider.close();
    } finally {
      if (hazelcast != null) {
        hazelcast.shutdown();
      }
      if (keys != null) {
        keys.close();
      }
    }
  }
}
