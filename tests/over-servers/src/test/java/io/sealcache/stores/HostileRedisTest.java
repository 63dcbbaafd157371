package io.sealcache.stores;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.EncryptedCachingProvider;
import io.sealcache.EncryptionMXBean;
import io.sealcache.fixture.PlantedClass;
import io.sealcache.servers.RedisServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.redisson.Redisson;
import org.redisson.api.RMap;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.codec.StringCodec;
import org.redisson.codec.CompositeCodec;
import org.redisson.codec.Kryo5Codec;
import org.redisson.config.Config;
import org.redisson.jcache.JCachingProvider;
import org.redisson.jcache.configuration.RedissonConfiguration;

/** Whoever controls Redis names a class of the application in what it sends. */
@Timeout(120)
class HostileRedisTest {
  @TempDir static Path directory;
  private static RedisServer redis;
  private static RedissonClient operator;

  private final EncryptedCachingProvider provider = new EncryptedCachingProvider();

  /** How the application says which Redis it uses. */
  enum Place {
    FILE {
      @Override
      Cache<String, String> open(EncryptedCachingProvider provider) throws IOException {
        return cache(provider, file(""), typed());
      }
    },
    FILE_WITH_CODEC {
      @Override
      Cache<String, String> open(EncryptedCachingProvider provider) throws IOException {
        return cache(provider, file("codec: !<org.redisson.codec.Kryo5Codec> {}\n"), typed());
      }
    },
    CONFIG {
      @Override
      Cache<String, String> open(EncryptedCachingProvider provider) throws IOException {
        return cache(provider, file(""), RedissonConfiguration.fromConfig(config(), typed()));
      }
    },
    INSTANCE {
      @Override
      Cache<String, String> open(EncryptedCachingProvider provider) throws IOException {
        return cache(provider, file(""), RedissonConfiguration.fromInstance(operator, typed()));
      }
    };

    abstract Cache<String, String> open(EncryptedCachingProvider provider) throws IOException;
  }

  private static MutableConfiguration<String, String> typed() {
    return new MutableConfiguration<String, String>()
        .setTypes(String.class, String.class)
        .setStatisticsEnabled(true);
  }

  private static Config config() {
    Config config = new Config();
    config.useSingleServer().setAddress(redis.url()).setConnectionMinimumIdleSize(1);
    return config;
  }

  private static URI file(String more) throws IOException {
    return Files.writeString(
            Files.createTempFile(directory, "redisson", ".yaml"),
            "singleServerConfig:\n  address: \"%s\"\n  connectionMinimumIdleSize: 1\n%s"
                .formatted(redis.url(), more))
        .toUri();
  }

  private static CacheManager manager(EncryptedCachingProvider provider, URI uri) {
    Properties settings = new Properties();
    settings.setProperty("sealcache.store.provider", JCachingProvider.class.getName());
    settings.setProperty("sealcache.master-key", Secrets.MASTER_KEY);
    return provider.getCacheManager(uri, null, settings);
  }

  private static Cache<String, String> cache(
      EncryptedCachingProvider provider, URI uri, Configuration<String, String> configuration) {
    return manager(provider, uri).createCache("pii", configuration);
  }

  @BeforeAll
  static void start() throws Exception {
    redis = InstalledRedis.start(directory);
    operator = Redisson.create(config());
  }

  @AfterAll
  static void stop() {
    if (operator != null) {
      operator.shutdown();
    }
    if (redis != null) {
      redis.close();
    }
  }

  @AfterEach
  void close() {
    provider.close();
    operator.getKeys().flushall();
  }

  /** Plants an object in each entry of a cache, by the codec that Redisson has by itself. */
  private static void plant(String cache) {
    Object planted = PlantedClass.elsewhere();
    ClassLoader loader = planted.getClass().getClassLoader();
    RMap<String, Object> map =
        operator.getMap(
            cache, new CompositeCodec(StringCodec.INSTANCE, new Kryo5Codec(loader), null));
    Set<String> keys = map.readAllKeySet();
    assertThat(keys).isNotEmpty();
    keys.forEach(key -> map.fastPut(key, planted));
  }

  private static long malformed(Cache<?, ?> cache) throws Exception {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    ObjectName mine =
        new ObjectName("io.sealcache:type=Encryption,Cache=" + cache.getName() + ",*");
    ObjectName bean = server.queryNames(mine, null).iterator().next();
    return JMX.newMXBeanProxy(server, bean, EncryptionMXBean.class)
        .getUnreadable()
        .getOrDefault("MALFORMED", 0L);
  }

  // As Redisson's scripts lay an event out.
  private static void publish(String channel, byte[] key, byte[] value) {
    ByteBuffer event = ByteBuffer.allocate(2 * Long.BYTES + key.length + value.length);
    event.order(ByteOrder.LITTLE_ENDIAN).putLong(key.length).put(key);
    event.putLong(value.length).put(value);
    operator.getTopic(channel, ByteArrayCodec.INSTANCE).publish(event.array());
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void plantedEntry_isMalformedAndInitialisesNothing(Place place) throws Exception {
    Cache<String, String> cache = place.open(provider);
    cache.put("ada", "IBAN");
    assertThat(cache.get("ada")).isEqualTo("IBAN");
    plant("pii");

    assertThat(cache.get("ada")).isNull();
    assertThat(cache.getAll(Set.of("ada"))).isEmpty();
    assertThat(cache.iterator()).isExhausted();
    assertThat(cache.replace("ada", "IBAN", "other")).isFalse();
    assertThat(cache.getAndRemove("ada")).isNull();

    assertThat(PlantedClass.isInitialised()).isFalse();
    assertThat(malformed(cache)).isPositive();
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void plantedEvent_reachesNobodyAndInitialisesNothing(Place place) throws Exception {
    Cache<String, String> cache = place.open(provider);
    List<String> heard = new CopyOnWriteArrayList<>();
    CacheEntryCreatedListener<String, String> listener =
        events -> events.forEach(event -> heard.add(event.getKey()));
    cache.registerCacheEntryListener(
        new MutableCacheEntryListenerConfiguration<>(
            new FactoryBuilder.SingletonFactory<>(listener), null, false, false));
    cache.put("before", "IBAN");
    Await.until(() -> heard.contains("before"));
    byte[] key =
        operator
            .<byte[], byte[]>getMap("pii", ByteArrayCodec.INSTANCE)
            .readAllKeySet()
            .iterator()
            .next();
    plant("pii");
    byte[] planted =
        requireNonNull(operator.<byte[], byte[]>getMap("pii", ByteArrayCodec.INSTANCE).get(key));

    publish("jcache_created_channel:{pii}", key, planted);
    publish("jcache_created_channel:{pii}", planted, planted);
    cache.put("after", "IBAN");

    Await.until(() -> heard.contains("after"));
    assertThat(heard).containsExactly("before", "after");
    assertThat(PlantedClass.isInitialised()).isFalse();
    assertThat(malformed(cache)).isPositive();
  }

  @Test
  void plantedDescriptor_isNoneAndInitialisesNothing() throws Exception {
    URI uri = file("");
    manager(provider, uri).createCache("pii", typed());
    provider.close();
    plant("sealcache-descriptors");

    EncryptedCachingProvider later = new EncryptedCachingProvider();
    try (later) {
      assertThat((Object) manager(later, uri).getCache("pii")).isNull();
    }
    assertThat(PlantedClass.isInitialised()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void redis_holdsTextAndBytesWhateverTheConfigurationSays(Place place) throws Exception {
    Cache<String, String> cache = place.open(provider);
    cache.put("ada", "IBAN");

    RMap<byte[], byte[]> stored = operator.getMap("pii", ByteArrayCodec.INSTANCE);
    byte[] key = stored.readAllKeySet().iterator().next();
    assertThat(new String(key, UTF_8)).matches("[A-Za-z0-9_-]+");
    assertThat(stored.get(key)).startsWith(1);
  }

  @Test
  void clientOfTheApplications_keepsItsCodec() throws Exception {
    operator.getBucket("own").set(new ArrayList<>(List.of("theirs")));
    Cache<String, String> cache = Place.INSTANCE.open(provider);
    cache.put("ada", "IBAN");
    cache.close();

    assertThat(operator.getConfig().getCodec()).isInstanceOf(Kryo5Codec.class);
    assertThat(operator.<List<String>>getBucket("own").get()).containsExactly("theirs");
  }
}
