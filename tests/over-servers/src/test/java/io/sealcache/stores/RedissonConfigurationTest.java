package io.sealcache.stores;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.EncryptedCachingProvider;
import io.sealcache.fixture.UserCode;
import io.sealcache.servers.RedisServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.TouchedExpiryPolicy;
import javax.cache.spi.CachingProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.api.redisnode.RedisNode;
import org.redisson.api.redisnode.RedisNodes;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.config.Config;
import org.redisson.jcache.JCachingProvider;
import org.redisson.jcache.configuration.RedissonConfiguration;

/** Redisson's own configurations, given to createCache: run unencrypted, then wrapped. */
class RedissonConfigurationTest {
  private final RedisServer defaults;
  private final RedisServer redis;
  private final RedissonClient redisson;

  RedissonConfigurationTest(@TempDir Path directory) throws Exception {
    defaults = InstalledRedis.start(directory);
    System.setProperty("store.redis", defaults.url()); // read by redisson-jcache.yaml
    redis = InstalledRedis.start(directory);
    redisson = Redisson.create(config(redis));
  }

  private static Config config(RedisServer redis) {
    Config config = new Config();
    config.useSingleServer().setAddress(redis.url());
    return config;
  }

  @BeforeEach
  void forget() {
    redisson.getKeys().flushall();
  }

  @AfterEach
  void stop() {
    redisson.shutdown();
    redis.close();
    defaults.close();
    System.clearProperty("store.redis");
  }

  private static <T> T unencrypted(Function<CacheManager, T> program) {
    return run(new JCachingProvider(), new Properties(), program);
  }

  private static <T> T wrapped(Function<CacheManager, T> program) {
    Properties settings = new Properties();
    settings.setProperty("sealcache.store.provider", JCachingProvider.class.getName());
    settings.setProperty("sealcache.master-key", Secrets.MASTER_KEY);
    return run(new EncryptedCachingProvider(), settings, program);
  }

  private static <T> T run(
      CachingProvider provider, Properties properties, Function<CacheManager, T> program) {
    try (provider) {
      return program.apply(provider.getCacheManager(null, null, properties));
    }
  }

  private static MutableConfiguration<String, String> typed() {
    return new MutableConfiguration<String, String>().setTypes(String.class, String.class);
  }

  private List<Object> useInstance(CacheManager manager) {
    Cache<String, String> first =
        manager.createCache("first", RedissonConfiguration.fromInstance(redisson, typed()));
    Cache<String, String> expiring =
        manager.createCache(
            "expiring",
            RedissonConfiguration.fromInstance(
                redisson,
                typed().setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(Duration.ZERO))));
    first.put("key", "CANARY");
    expiring.put("key", "CANARY");
    return List.of(
        requireNonNull(first.get("key")),
        expiring.containsKey("key"),
        requireNonNull(manager.getCache("first", String.class, String.class)).getName());
  }

  @Test
  void instance_programSeesTheSameAndRedisOnlyCiphertext() {
    assertThat(unencrypted(this::useInstance)).containsExactly("CANARY", false, "first");
    assertThat(values("first")).contains("CANAR");
    redisson.getKeys().flushall();

    assertThat(wrapped(this::useInstance)).containsExactly("CANARY", false, "first");
    assertThat(values("first")).isNotEmpty().doesNotContain("CANAR");
    assertThat(redisson.getKeys().getKeys()).contains("first").doesNotContain("key");
    assertThat(keysOf(defaults)).isEmpty();
  }

  private int connections() {
    return Integer.parseInt(
        redisson
            .getRedisNodes(RedisNodes.SINGLE)
            .getInstance()
            .info(RedisNode.InfoSection.CLIENTS)
            .get("connected_clients"));
  }

  @Test
  void closedManager_shutsDownTheClientThatItsCachesShareAndNotTheOneThatWasGiven()
      throws InterruptedException {
    int before = connections();
    int used =
        wrapped(
            manager -> {
              manager.createCache("first", RedissonConfiguration.fromInstance(redisson, typed()));
              int ofOne = connections();
              manager.createCache("second", RedissonConfiguration.fromInstance(redisson, typed()));
              requireNonNull(manager.getCache("first", String.class, String.class)).close();
              assertThat(connections()).isBetween(before + 1, ofOne + 1);
              return ofOne;
            });
    assertThat(used).isGreaterThan(before);

    for (int i = 0; i < 100 && connections() > before; i++) { // the server notices them later
      Thread.sleep(50);
    }
    assertThat(connections()).isLessThanOrEqualTo(before);
    assertThat(redisson.isShutdown()).isFalse();
  }

  private void loadMany(MutableConfiguration<String, String> configuration) {
    Map<String, String> loaded =
        wrapped(
            manager ->
                manager
                    .createCache(
                        "loaded",
                        RedissonConfiguration.fromInstance(
                            redisson,
                            configuration
                                .setReadThrough(true)
                                .setCacheLoaderFactory(UserCode.loader(key -> key))))
                    .getAll(Set.of("one", "two", "three")));
    assertThat(loaded).hasSize(3);
  }

  @Test
  void eternalEntries_loadedTogether_haveNoDeadline() {
    loadMany(typed().setExpiryPolicyFactory(TouchedExpiryPolicy.factoryOf(Duration.ETERNAL)));

    assertThat(redisson.getKeys().getKeys())
        .contains("loaded")
        .doesNotContain("jcache_timeout_set:{loaded}");
  }

  @Test
  void entriesForAnHour_loadedTogether_haveADeadline() {
    loadMany(typed().setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(Duration.ONE_HOUR)));

    assertThat(redisson.getKeys().getKeys()).contains("loaded", "jcache_timeout_set:{loaded}");
  }

  private static List<String> keysOf(RedisServer server) {
    RedissonClient client = Redisson.create(config(server));
    try {
      List<String> keys = new ArrayList<>();
      client.getKeys().getKeys().forEach(keys::add);
      return keys;
    } finally {
      client.shutdown();
    }
  }

  private String values(String cache) {
    StringBuilder all = new StringBuilder();
    redisson
        .<byte[], byte[]>getMap(cache, ByteArrayCodec.INSTANCE)
        .readAllValues()
        .forEach(value -> all.append(new String(value, StandardCharsets.ISO_8859_1)));
    return all.toString();
  }

  private List<Object> useConfig(CacheManager manager) {
    var configuration = RedissonConfiguration.fromConfig(config(redis), typed());
    List<Object> seen = new ArrayList<>();
    Cache<String, String> cache = manager.createCache("own", configuration);
    cache.put("key", "value");
    seen.add(requireNonNull(cache.get("key")));
    manager.destroyCache("own");
    seen.add(manager.getCache("own") == null);
    seen.add(redisson.getKeys().countExists("own"));
    return seen;
  }

  @Test
  void config_destroyedCacheLeavesNothingInRedis() {
    assertThat(unencrypted(this::useConfig)).containsExactly("value", true, 0L);
    assertThat(wrapped(this::useConfig)).containsExactly("value", true, 0L);
  }

  @Test
  void config_destroyedCacheLeavesWhatIsKnownOfAnotherOfItsName() {
    Function<CacheManager, Boolean> create =
        manager -> manager.createCache("people", typed()).putIfAbsent("a", "1");
    Function<CacheManager, Boolean> destroy =
        manager -> {
          manager.createCache("people", RedissonConfiguration.fromConfig(config(redis), typed()));
          manager.destroyCache("people");
          return true;
        };
    assertThat(wrapped(create)).isTrue();
    assertThat(wrapped(destroy)).isTrue();

    Function<CacheManager, Boolean> read =
        manager -> "1".equals(requireNonNull(manager.getCache("people")).get("a"));
    assertThat(wrapped(read)).isTrue();
  }
}
